import { EarmarkError, toEarmarkError } from '@earmark/core';

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code));
}

export function isDamage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_NOTADB' || String(code).startsWith('SQLITE_CORRUPT');
}

/** What SQLite says, as an error that names the file. */
export function explained(error: unknown, file: string): EarmarkError {
  if (EarmarkError.is(error)) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const details = { cause: error };
  if (isDamage(error))
    return new EarmarkError(
      'malformed',
      `the database ${file} is damaged (${message}): stop Earmark and restore a backup`,
      details,
    );
  if (isBusy(error))
    return new EarmarkError(
      'locked',
      `the database ${file} is held by another process and did not become free: try again, or stop that process`,
      details,
    );
  if (/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code))
    return new EarmarkError(
      'io',
      `the database ${file} could not be read or written (${message}): check the disk's space and the permissions`,
      details,
    );
  return toEarmarkError(error);
}
