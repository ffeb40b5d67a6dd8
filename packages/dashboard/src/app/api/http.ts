import { signal } from '@preact/signals';

/** An answer that is no success, as `application/problem+json` says it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** By JSON pointer: what is wrong with which field. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? 'internal';
    this.fields = Object.fromEntries(
      (body.errors ?? []).map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]),
    );
  }
}
interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Goes as JSON; a file goes as it is. */
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}
export interface Answer<T> {
  readonly body: T;
  readonly etag?: string;
}

/** Whether the server answered the last time it was asked. */
export const online = signal(true);
/** Called with every 401: the session is over. */
export const onSignedOut = { call: () => {} };

export async function ask<T>(path: string, options: Ask = {}): Promise<Answer<T>> {
  const url = new URL(path.replace(/^\//, ''), document.baseURI);
  for (const [name, value] of Object.entries(options.query ?? {}))
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  const response = await send(url, options);
  if (response.status === 401) onSignedOut.call();
  const hasJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = hasJson ? await response.json() : undefined;
  if (!response.ok) throw new Problem(response.status, body ?? {});
  const etag = response.headers.get('etag');
  return { body: body as T, ...(etag ? { etag } : {}) };
}

/** A file says its type itself. */
const isJson = (body: unknown): boolean => body !== undefined && !(body instanceof Blob);

async function send(url: URL, { method = 'GET', body, headers, signal }: Ask): Promise<Response> {
  try {
    const response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(isJson(body) ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson(body) ? JSON.stringify(body) : (body as Blob) }),
      ...(signal ? { signal } : {}),
    });
    online.value = true;
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    online.value = false;
    throw new Problem(0, { code: 'network' });
  }
}
