import { refuse } from './problem.ts';

export interface GuardOptions {
  /** Host names (with port where it is not the scheme's own) that this server is called by. Addresses of the loopback always are. */
  readonly hosts: readonly string[];
  /** As people reach it, where a proxy or a base path is in between: `https://music.example/earmark/`. */
  readonly publicUrl?: URL;
}
/** Refuses what a page of another site makes a browser send: DNS rebinding, forged requests, foreign sockets. */
export interface Guard {
  /** `isUpgrade`: a WebSocket, which no browser asks other sites' permission for. */
  check(request: Request, isUpgrade?: boolean): void;
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createGuard({ hosts, publicUrl }: GuardOptions): Guard {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  if (publicUrl) known.add(publicUrl.host.toLowerCase());

  function hostOf(request: Request): string {
    const { host } = new URL(request.url);
    if (!loopback.test(host) && !known.has(host.toLowerCase()))
      refuse(
        421,
        `This server is not called ${JSON.stringify(host)}: add it to the allowed hosts.`,
      );
    return host.toLowerCase();
  }

  /** The page's own scheme cannot be seen behind a proxy: then the public address says it. */
  function isOurs(origin: string, host: string, scheme: string): boolean {
    if (!URL.canParse(origin)) return false;
    const from = new URL(origin);
    if (publicUrl && from.origin === publicUrl.origin) return true;
    return from.host.toLowerCase() === host && from.protocol === scheme;
  }

  return {
    check(request, isUpgrade = false) {
      const host = hostOf(request);
      if (safe.has(request.method) && !isUpgrade) return;
      const origin = request.headers.get('origin');
      const site = request.headers.get('sec-fetch-site');
      // With an unsafe method every browser sends one of them: without both it is a program, which nobody can lure.
      // A browser's upgrade always has an Origin, so a cookie without one is stolen or forged.
      if (origin === null && site === null) {
        if (isUpgrade && request.headers.get('cookie') !== null) refuse(403, foreign);
        return;
      }
      if (site !== null && site !== 'same-origin' && site !== 'none') refuse(403, foreign);
      if (origin !== null && !isOurs(origin, host, new URL(request.url).protocol))
        refuse(403, foreign);
    },
  };
}

const foreign =
  'This request does not come from a page of this server. A program sends a key instead of a cookie.';
