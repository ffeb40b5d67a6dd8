import { EarmarkError } from '@earmark/spec';
import type { Exchange, Outgoing } from './exchange.ts';
import { isSecretParameter, redactUrl } from './redact.ts';

/** More in a row are a loop. */
export const maxRedirects = 5;

/** The next request where the answer is a redirect. Secrets stay with the host they were meant for, and nothing goes from https to http. */
export function redirected(
  request: Outgoing,
  answer: Exchange,
  isDeclared: (host: string) => boolean,
  secretHeaders: ReadonlySet<string>,
): Outgoing | undefined {
  const location = answer.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return undefined;
  if (!URL.canParse(location, request.url.href))
    throw refused(request, 'with an address that is none');
  const url = new URL(location, request.url);
  const elsewhere = url.origin !== request.url.origin;
  const keepsBody = answer.status >= 307;
  if (url.protocol !== 'https:' && url.protocol !== request.url.protocol)
    throw refused(request, `from ${request.url.protocol} to ${url.protocol}`);
  if (elsewhere && !isDeclared(url.host))
    throw refused(request, `to ${url.host}, which the plugin has not declared`);
  if (elsewhere && keepsBody && request.body !== undefined)
    throw refused(request, `with its body to ${url.host}`);

  const headers = new Headers(request.headers);
  if (elsewhere)
    for (const name of [...headers.keys()])
      if (isSecretParameter(name) || secretHeaders.has(name)) headers.delete(name);
  const becomesGet =
    request.method !== 'GET' &&
    (answer.status === 303 || (!keepsBody && request.method === 'POST'));
  if (!becomesGet) return { ...request, url, headers };
  headers.delete('content-type');
  return { url, headers, method: 'GET', body: undefined };
}

export function redirectLoop(request: Outgoing): EarmarkError {
  return refused(request, `more than ${maxRedirects} times`);
}

function refused(request: Outgoing, how: string): EarmarkError {
  return new EarmarkError(
    'bad-response',
    `${request.url.host} redirects ${request.method} ${redactUrl(request.url)} ${how}: not followed. Check the plugin's base address.`,
  );
}
