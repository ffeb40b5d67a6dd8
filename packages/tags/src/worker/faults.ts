import { EarmarkError, toEarmarkError } from '@earmark/core';

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room',
  EDQUOT: 'the quota is used up: make room',
  EROFS: 'the file system is read-only: mount it for writing',
  EACCES: 'permission is missing: allow it to this user',
  EPERM: 'permission is missing: allow it to this user',
};

/** An error of ours that names the file it is about. */
export function nameFile(error: unknown, path: string): EarmarkError {
  const { code, message } = toEarmarkError(error);
  const named = message.includes(path) ? message : `${path}: ${message}`;
  const hint = EarmarkError.is(error)
    ? undefined
    : advice[(error as NodeJS.ErrnoException).code ?? ''];
  const text = hint === undefined ? named : `${named} (${hint})`;
  return new EarmarkError(code, text, { cause: error });
}

/** The same where a codec was at work: what a parser did not foresee is the file's fault. */
export function fileError(error: unknown, path: string): EarmarkError {
  const named = nameFile(error, path);
  if (named.code !== 'internal' || EarmarkError.is(error)) return named;
  return new EarmarkError('malformed', named.message, { cause: error });
}
