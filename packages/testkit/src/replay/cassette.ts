export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Parsed where it is JSON, else text. */
  readonly body: unknown;
}

/** What a recording holds: one exchange of `{ request, response }`, the bare body of one, or the interactions of a YAML cassette. */
export function exchangesOf(text: string, name: string): readonly RecordedExchange[] {
  if (/\.ya?ml$/.test(name)) return interactionsOf(text);
  const json = parsed(text);
  return [
    isExchange(json) ? fromExchange(json) : { method: 'GET', url: '', status: 200, body: json },
  ];
}

interface OwnExchange {
  readonly request: { readonly method: string; readonly path?: string; readonly url?: string };
  readonly response: { readonly status: number; readonly body?: unknown };
}
function isExchange(json: unknown): json is OwnExchange {
  return typeof json === 'object' && json !== null && 'request' in json && 'response' in json;
}
function fromExchange({ request, response }: OwnExchange): RecordedExchange {
  const url = request.url ?? request.path ?? '';
  return { method: request.method, url, status: response.status, body: response.body };
}

/** No YAML reader: it knows the one shape that HTTP cassettes have, with the body as a single-quoted scalar. */
const interaction =
  /method: (\w+)\s+uri: (\S+)[\s\S]*?\bstring:\s*'((?:[^']|'')*)'[\s\S]*?\bcode: (\d+)/g;

function interactionsOf(yaml: string): readonly RecordedExchange[] {
  return [...yaml.matchAll(interaction)].map(([, method = '', url = '', scalar = '', code]) => ({
    method,
    url,
    status: Number(code),
    body: parsed(unfolded(scalar)),
  }));
}

/** Within quotes YAML folds: a line break is a space, each empty line a line break, `''` a quote. */
function unfolded(scalar: string): string {
  return scalar
    .replaceAll(/[ \t]*\n((?:[ \t]*\n)*)[ \t]*/g, (_, empty: string) =>
      empty === '' ? ' ' : '\n'.repeat(empty.split('\n').length - 1),
    )
    .replaceAll("''", "'");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
