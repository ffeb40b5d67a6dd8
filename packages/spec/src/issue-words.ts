/** What a schema found wrong at one place, with the details that zod gives. Only `path` and `message` need be there. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly origin?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly inclusive?: boolean | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly divisor?: number | bigint | undefined;
}

/** What must be otherwise, as people say it: `must have at least 3 characters`. The schema's own message where it has one, or where we know no better. */
function issueWords(issue: SchemaIssue): string {
  const { code = '', message, keys = [], values = [], divisor } = issue;
  if (code === 'too_small') return sized(issue, 'least');
  if (code === 'too_big') return sized(issue, 'most');
  if (code === 'invalid_value') return `must be ${listed(values)}`;
  if (code === 'unrecognized_keys')
    return `unknown option${keys.length === 1 ? '' : 's'} ${keys.map((key) => JSON.stringify(key)).join(', ')}`;
  if (code === 'not_multiple_of') return `must be a multiple of ${divisor}`;
  if (code === 'invalid_type') {
    const what = things[issue.expected ?? ''] ?? issue.expected;
    return / received undefined$/.test(message) ? `is missing: give ${what}` : `must be ${what}`;
  }
  const form = code === 'invalid_format' ? forms[issue.format ?? ''] : undefined;
  return form ? `must be ${form}` : message;
}

/** The place and what is wrong there, as one sentence. */
export function issueText(issue: SchemaIssue): string {
  const words = issueWords(issue);
  const place = issue.path.map(String).join('.');
  if (place === '') return words;
  return /^(must|is) /.test(words) ? `${place} ${words}` : `${place}: ${words}`;
}

function sized(
  { origin = '', minimum, maximum, inclusive = true }: SchemaIssue,
  edge: 'least' | 'most',
): string {
  const limit = edge === 'least' ? minimum : maximum;
  const parts = partsOf[origin];
  if (parts)
    return edge === 'least' && Number(limit) === 1
      ? 'must not be empty'
      : `must have at ${edge} ${limit} ${Number(limit) === 1 ? parts.one : parts.many}`;
  if (inclusive) return `must be at ${edge} ${limit}`;
  return edge === 'least' ? `must be more than ${limit}` : `must be less than ${limit}`;
}

function listed(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  const last = words.pop() ?? 'something else';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

interface Parts {
  readonly one: string;
  readonly many: string;
}
const items: Parts = { one: 'entry', many: 'entries' };
const partsOf: Readonly<Record<string, Parts>> = {
  string: { one: 'character', many: 'characters' },
  array: items,
  set: items,
  map: items,
};

const things: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  function: 'a function',
  date: 'a date',
};

const forms: Readonly<Record<string, string>> = {
  url: 'a web address',
  email: 'a mail address',
  uuid: 'a UUID',
  date: 'a date such as 2026-01-31',
  datetime: 'a moment such as 2026-01-31T12:00:00Z',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  cidrv4: 'a range of IPv4 addresses',
  cidrv6: 'a range of IPv6 addresses',
};
