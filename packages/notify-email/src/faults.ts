import { EarmarkError, type ErrorCode } from '@earmark/spec';
import type { EmailSettings } from './options.ts';

/** What the mail library says, as what a caller can branch on, with what to do about it. */
export function faultOf(error: unknown, { host, port }: EmailSettings): EarmarkError {
  if (EarmarkError.is(error)) return error;
  const { code = '', responseCode = 0, message = String(error), name } = error as Trouble;
  if (name === 'AbortError') return new EarmarkError('aborted', message, { cause: error });
  const [kind, said] = told(code, responseCode, message, `${host}:${port}`);
  return new EarmarkError(kind, said, { cause: error });
}
interface Trouble {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message?: string;
  readonly name?: string;
}

function told(code: string, status: number, message: string, where: string): [ErrorCode, string] {
  if (code === 'EAUTH')
    return [
      'auth',
      `${where} refused user and password. Google and Microsoft want an app password.`,
    ];
  if (code === 'ETLS' || /STARTTLS/i.test(message))
    return ['config', `${where} offers no encryption. Use port 465, or another server.`];
  if (/wrong version number/i.test(message))
    return ['config', `${where} does not speak TLS from the start. Use port 587 for STARTTLS.`];
  if (/self.signed|certificate/i.test(message))
    return ['config', `The certificate of ${where} is not trusted. Give your authority's as ca.`];
  if (status === 421 || status === 450 || status === 451 || status === 452)
    return ['quota', `${where} takes no mail at the moment (${status}).`];
  if (status >= 500) return ['bad-response', `${where} refused the mail (${status}).`];
  return ['network', `${where} cannot be reached (${code || message}).`];
}
