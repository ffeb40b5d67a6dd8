import { EarmarkError, type ErrorCode, toEarmarkError } from '@earmark/core';

/** Of the network, and of a server that is going down, coming up, or full for the moment. */
const lostCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);
/** What `pg` says without a code. */
const lostMessages =
  /connection terminated|timeout exceeded|timeout expired|not queryable|client was closed/i;

/** The statement may or may not have been carried out; the connection is of no more use. */
export function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return lostCodes.has(code) || code.startsWith('08') || lostMessages.test(message);
}

/** PostgreSQL undid one of two transactions that were in each other's way: the same again succeeds. */
export function isCollision(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as { code?: string }).code ?? '');
}

const named: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/^28/, 'config', 'check user and password in its URL'],
  [/^3D000$/, 'config', 'create it with `createdb`, or correct its name in the URL'],
  [/^42501$/, 'config', 'grant the user CREATE on the database'],
  [/^42883$/, 'config', 'PostgreSQL 13 or newer is needed'],
  [/^ENOTFOUND$/, 'network', 'check the host name in its URL'],
  [/^23505$/, 'conflict', 'another process was just quicker: try again'],
  [/^53100$|^58030$/, 'io', "check the space on the server's disk"],
  [/^22021$|^22P05$/, 'malformed', 'a text holds a character that PostgreSQL cannot store (NUL)'],
];

/** What PostgreSQL says, as an error that names the database and never its password. */
export function explained(error: unknown, title: string): EarmarkError {
  if (EarmarkError.is(error)) return error;
  const { code = '', message } = error as { code?: string; message?: string };
  const details = { cause: error };
  if (isLost(error))
    return new EarmarkError(
      'network',
      `the database ${title} does not answer (${message || code}): check that PostgreSQL runs there and can be reached. What was just being saved may have been saved or not`,
      details,
    );
  const known = named.find(([pattern]) => pattern.test(code));
  if (!known) return toEarmarkError(error);
  const [, kind, advice] = known;
  return new EarmarkError(
    kind,
    `the database ${title} refused (${message || code}): ${advice}`,
    details,
  );
}
