import { EarmarkError } from '@earmark/spec';
import type { HttpInit } from '../spec.ts';
import type { Outgoing } from './exchange.ts';
import { redactUrl } from './redact.ts';

/** The request as it will be sent, its parts checked while nothing has left yet. */
export function outgoing(url: URL, init: HttpInit, userAgent: string): Outgoing {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new EarmarkError('config', `${redactUrl(url)} is neither http nor https.`);
  if (url.username !== '' || url.password !== '')
    throw new EarmarkError(
      'config',
      `The address ${redactUrl(url)} holds a login. Give it to the plugin as options instead.`,
    );
  const headers = new Headers({ 'user-agent': userAgent });
  for (const [name, value] of Object.entries(init.headers ?? {})) setHeader(headers, name, value);
  const { method = 'GET', body } = init;
  return { url, method, headers, body };
}

/** The platform's own message would quote the value, and that may be a key. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new EarmarkError(
      'config',
      `The header ${name} cannot be sent: its value has characters that no header may have. Check the plugin's options for line breaks.`,
    );
  }
}
