import { EarmarkError, toEarmarkError } from '@earmark/core';

/** An error of ours that names the file it is about. */
export function nameFile(error: unknown, path: string): EarmarkError {
  const { code, message } = toEarmarkError(error);
  const text = message.includes(path) ? message : `${path}: ${message}`;
  return new EarmarkError(code, text, { cause: error });
}

/** The same where a codec was at work: what a parser did not foresee is the file's fault. */
export function fileError(error: unknown, path: string): EarmarkError {
  const named = nameFile(error, path);
  if (named.code !== 'internal' || EarmarkError.is(error)) return named;
  return new EarmarkError('malformed', named.message, { cause: error });
}
