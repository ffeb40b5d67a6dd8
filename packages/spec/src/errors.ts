import type { ErrorCode, Fault } from './spec.ts';

/** The same in every copy of this package, so that `is` works where two versions are installed. */
const mark = Symbol.for('earmark.error');

export interface ErrorDetails {
  /** The plugin that it happened in. */
  readonly plugin?: string;
  readonly retryAfterMs?: number;
  /** What this machine is not able to do at the moment, in the words that jobs need it by: `root:music` for a disk that is not mounted. The same may succeed on another one. */
  readonly lacks?: string;
  readonly cause?: unknown;
}

/** The one error class. Its message says what happened, to which file or source, and what to do. */
export class EarmarkError extends Error {
  readonly code: ErrorCode;
  readonly plugin?: string;
  readonly retryAfterMs?: number;
  readonly lacks?: string;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'EarmarkError';
    this.code = code;
    if (details.plugin !== undefined) this.plugin = details.plugin;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.lacks !== undefined) this.lacks = details.lacks;
    Object.defineProperty(this, mark, { value: true });
  }

  /** Told by its code, never by instanceof. Without codes: any error of ours. */
  static is(error: unknown, ...codes: readonly ErrorCode[]): error is EarmarkError {
    if (typeof error !== 'object' || error === null || !(mark in error)) return false;
    return codes.length === 0 || codes.includes((error as { code?: ErrorCode }).code as ErrorCode);
  }
}

const codesOfNode: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'io',
  ENOTDIR: 'io',
  EACCES: 'io',
  EPERM: 'io',
  EROFS: 'io',
  ENOSPC: 'io',
  EDQUOT: 'io',
  EMFILE: 'io',
  ENAMETOOLONG: 'io',
  EIO: 'io',
  EBUSY: 'io',
  EISDIR: 'io',
  ELOOP: 'io',
  EEXIST: 'io',
  EXDEV: 'io',
  ESTALE: 'io',
  ECONNREFUSED: 'network',
  ECONNRESET: 'network',
  ENOTFOUND: 'network',
  EAI_AGAIN: 'network',
  ETIMEDOUT: 'network',
  EPIPE: 'network',
};

/** Any thrown thing as an error of ours. What nobody foresaw is `internal`: our own mistake until shown otherwise. */
export function toEarmarkError(error: unknown, plugin?: string): EarmarkError {
  if (EarmarkError.is(error)) return error;
  const details: ErrorDetails = plugin === undefined ? { cause: error } : { cause: error, plugin };
  if (!(error instanceof Error)) return new EarmarkError('internal', String(error), details);
  if (error.name === 'AbortError')
    return new EarmarkError('aborted', 'stopped by the caller', details);
  const code = codesOfNode[(error as NodeJS.ErrnoException).code ?? ''] ?? 'internal';
  return new EarmarkError(code, error.message, details);
}

/** An error as data, for events and the journal. */
export function toFault(error: unknown): Fault {
  const { code, message, retryAfterMs } = toEarmarkError(error);
  return retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs };
}
