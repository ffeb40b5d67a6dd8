import { EarmarkError, type ErrorCode } from '@earmark/core';
import { HTTPException } from 'hono/http-exception';

/** An answer that says no, as RFC 9457 has it. `code` is what programs branch on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly ProblemPart[];
}
/** What is wrong with one part of a request. `pointer` is a JSON pointer into the body, or names a parameter. */
export interface ProblemPart {
  readonly pointer: string;
  readonly message: string;
}
export interface RefusalDetails {
  readonly code?: string;
  readonly errors?: readonly ProblemPart[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends the request with this answer. */
export function refuse(status: RefusalStatus, detail: string, details: RefusalDetails = {}): never {
  throw refusal(status, detail, details);
}

export const refusal = (status: RefusalStatus, detail: string, details: RefusalDetails = {}) =>
  new HTTPException(status, { message: detail, cause: details });

/** A fault of this code is a mistake of who sent the request, and not ours: 400. */
export async function understood<T>(code: ErrorCode, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (EarmarkError.is(error, code)) return refuse(400, error.message);
    throw error;
  }
}

export type RefusalStatus = keyof typeof titles;
const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
} as const;

const codes: Readonly<Record<RefusalStatus, string>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  412: 'stale',
  413: 'too-large',
  415: 'unsupported-media-type',
  421: 'misdirected',
  422: 'invalid',
  423: 'locked',
  428: 'if-match-required',
  429: 'quota',
  500: 'internal',
  501: 'unsupported',
  502: 'network',
  503: 'unavailable',
};

const statuses: Readonly<Record<ErrorCode, RefusalStatus>> = {
  aborted: 503,
  auth: 502,
  'bad-response': 502,
  config: 400,
  conflict: 409,
  integrity: 500,
  internal: 500,
  io: 503,
  locked: 423,
  malformed: 422,
  network: 502,
  'not-found': 404,
  quota: 429,
  unsupported: 501,
};

/** Every failure of a request goes through here. What nobody foresaw keeps its text to itself: the log has it. */
export function problemOf(
  error: unknown,
  requestId: string,
): { readonly problem: Problem; readonly headers: Readonly<Record<string, string>> } {
  if (error instanceof HTTPException) {
    const { code, errors, headers = {} } = (error.cause ?? {}) as RefusalDetails;
    const status = error.status as RefusalStatus;
    const problem = shape(status, error.message, code ?? codes[status], requestId);
    return { problem: errors ? { ...problem, errors } : problem, headers };
  }
  if (!EarmarkError.is(error) || error.code === 'internal')
    return {
      problem: shape(500, 'Something went wrong here; the log tells what.', 'internal', requestId),
      headers: {},
    };
  const status = statuses[error.code];
  const wait = error.retryAfterMs;
  return {
    problem: shape(status, error.message, error.code, requestId),
    headers: wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait / 1000)) },
  };
}

export function problemResponse(error: unknown, requestId: string): Response {
  const { problem, headers } = problemOf(error, requestId);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

function shape(status: RefusalStatus, detail: string, code: string, requestId: string): Problem {
  return {
    type: `https://earmark.example/problems/${code}`,
    title: titles[status],
    status,
    detail,
    code,
    requestId,
  };
}

/** The same words for what is not there and for what is somebody else's. */
export function notThere(): never {
  refuse(404, 'Nothing has that id.');
}
