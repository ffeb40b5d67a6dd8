import { EarmarkError, toEarmarkError } from '@earmark/core';

/** What a codec or the file system threw, as an error that names the file. What a parser did not foresee is the file's fault. */
export function fileError(error: unknown, path: string): EarmarkError {
  const { code, message } = toEarmarkError(error);
  const text = message.includes(path) ? message : `${path}: ${message}`;
  const unforeseen = code === 'internal' && !EarmarkError.is(error);
  return new EarmarkError(unforeseen ? 'malformed' : code, text, { cause: error });
}
