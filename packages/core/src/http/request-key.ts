import { createHash } from 'node:crypto';
import type { Outgoing } from './exchange.ts';

/** A digest of the whole request, secrets included: they cannot be read from it. Nothing where the body has no fixed form. */
export function requestKey(request: Outgoing, scope: readonly string[]): string | undefined {
  if (request.body instanceof FormData) return undefined;
  const headers = [...request.headers].filter(([name]) => name !== 'user-agent');
  const digest = createHash('sha256');
  digest.update(JSON.stringify([request.method, request.url.href, headers, scope]));
  digest.update('\0');
  digest.update(request.body ?? '');
  return digest.digest('hex');
}
