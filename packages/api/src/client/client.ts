import { ApiError } from './api-error.ts';
import type { Operations } from './types.ts';

export type Route = keyof Operations;
export type Answer<Name extends Route> = Operations[Name]['answer'];
type Given<Name extends Route> = Omit<Operations[Name], 'answer'>;
/** Left out where nothing has to be given. */
export type Arguments<Name extends Route> =
  Record<string, never> extends Given<Name>
    ? [input?: Given<Name> & CallOptions]
    : [input: Given<Name> & CallOptions];

export interface CallOptions {
  readonly signal?: AbortSignal;
}
export interface ClientOptions {
  /** `http://127.0.0.1:5002`, with the base path where there is one. In a page of the server: left out. */
  readonly baseUrl?: string;
  /** An API key. In a page of the server: left out, the cookie goes by itself. */
  readonly key?: string;
  /** Which account is meant where a request names none. */
  readonly account?: string;
  readonly fetch?: typeof globalThis.fetch;
}
/** One call of the API, by method and path: `call('GET /api/albums', { query: { genre: 'Jazz' } })`. */
export interface Client {
  call<Name extends Route>(route: Name, ...input: Arguments<Name>): Promise<Answer<Name>>;
  /** The answer as it came, where it is no JSON or its headers matter. Throws `ApiError` as `call` does. */
  respond<Name extends Route>(route: Name, ...input: Arguments<Name>): Promise<Response>;
}

interface Loose extends CallOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

export function createClient(options: ClientOptions = {}): Client {
  const { baseUrl = '', key, account, fetch = globalThis.fetch } = options;

  async function respond(route: string, input: Loose = {}): Promise<Response> {
    const [method = 'GET', path = ''] = route.split(' ');
    const { params = {}, query = {}, headers = {}, body, signal } = input;
    const response = await fetch(
      `${baseUrl.replace(/\/$/, '')}${filled(path, params)}${queryOf(query)}`,
      {
        method,
        headers: present({
          accept: 'application/json',
          authorization: key === undefined ? undefined : `Bearer ${key}`,
          'content-type': body === undefined ? undefined : 'application/json',
          'x-account': 'account' in query ? undefined : account,
          ...headers,
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      },
    );
    if (!response.ok) throw await ApiError.of(response);
    return response;
  }

  return {
    respond: (route, ...[input]) => respond(route, input as Loose | undefined),
    async call(route, ...[input]) {
      const response = await respond(route, input as Loose | undefined);
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
      // The document says what comes back; what is no JSON is given as it came.
      type Got = Answer<typeof route>;
      if (response.status === 204) return undefined as Got;
      return (isJson ? await response.json() : response) as Got;
    },
  };
}

const filled = (path: string, params: Readonly<Record<string, unknown>>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams(present(query));
  return search.size === 0 ? '' : `?${search}`;
}

const present = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
