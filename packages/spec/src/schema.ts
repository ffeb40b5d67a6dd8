import { EarmarkError } from './errors.ts';
import { issueText, type SchemaIssue } from './issue-words.ts';

/** Anything that checks a value as zod does. Core itself has no such library. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: SchemaError };
  /** The keys of an object, where it is one: told to whoever misspelt one of them. */
  readonly shape?: object;
}
export interface SchemaError {
  readonly issues: readonly SchemaIssue[];
}

/** Options are read strictly, in the factory: a misspelt one is refused by name. */
export function readOptions<T>(schema: Schema<T>, options: unknown, factory: string): T {
  const read = schema.safeParse(options);
  if (read.success) return read.data;
  const misspelt = read.error.issues.some(
    ({ code, path }) => code === 'unrecognized_keys' && path.length === 0,
  );
  const valid = misspelt && schema.shape ? Object.keys(schema.shape).sort() : [];
  const ways = valid.length > 0 ? `. Valid options: ${valid.join(', ')}` : '';
  throw new EarmarkError('config', `${factory}: ${describe(read.error)}${ways}`);
}

/** An answer that does not fit its schema is no answer: never an empty one. `what` names it for people. */
export function readAnswer<T>(
  schema: Schema<T>,
  body: unknown,
  { plugin, what }: { readonly plugin: string; readonly what: string },
): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new EarmarkError(
    'bad-response',
    `${plugin} answered ${what} in a form that is not understood: ${describe(read.error)}`,
    { plugin, cause: body },
  );
}

const mostIssues = 5;

function describe({ issues }: SchemaError): string {
  const shown = issues.slice(0, mostIssues).map(issueText);
  const more = issues.length - shown.length;
  return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
}
