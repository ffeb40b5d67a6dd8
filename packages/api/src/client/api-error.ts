import type { Problem } from './types.ts';

/** A request that was refused. `code` is what to branch on. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly errors: Problem['errors'];
  /** How long to wait before the next try, where the server says so. */
  readonly retryAfterMs: number | undefined;

  private constructor(status: number, problem: Partial<Problem>, retryAfterMs: number | undefined) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.requestId;
    this.errors = problem.errors;
    this.retryAfterMs = retryAfterMs;
  }

  static async of(response: Response): Promise<ApiError> {
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    // A proxy in between answers in words of its own.
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    return new ApiError(response.status, problem, Number.isFinite(wait) ? wait * 1000 : undefined);
  }
}
