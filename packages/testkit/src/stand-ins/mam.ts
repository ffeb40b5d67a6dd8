import { type Asked, type Given, type StandIn, serve } from './serve.ts';

export interface MamStandInOptions {
  /** The session that it starts with. */
  readonly session: string;
  /** What it offers, in the site's own form. */
  readonly torrents?: readonly Readonly<Record<string, unknown>>[];
  /** What it says of the member. */
  readonly user?: Readonly<Record<string, unknown>>;
  /** The torrent file by the id that it is asked for. */
  readonly file?: (id: string) => Uint8Array | undefined;
}
export interface MamStandIn extends StandIn {
  /** The value that it takes next: each is good for one request. */
  readonly session: string;
  /** Somebody makes a new session by hand: the old one is dead, this is the next. */
  renew(session: string): void;
  /** How often a value came that was used up already, or was never given. */
  readonly refused: number;
  /** So many requests were answered at the same time, at most. */
  readonly mostAtOnce: number;
}

const html = '<html><body>Error, you are not signed in <a href="/login.php">';

/** A site like MyAnonamouse: each answer kills the cookie that it was asked with, and brings the next. */
export async function createMamStandIn(options: MamStandInOptions): Promise<MamStandIn> {
  const { torrents = [], user = {}, file } = options;
  let session = options.session;
  let base = session;
  let given = 0;
  let refused = 0;
  let [now, mostAtOnce] = [0, 0];

  function search(body: Buffer): Given {
    const { tor = {} } = JSON.parse(body.toString()) as {
      tor?: { id?: string; text?: string };
    };
    const words = (tor.text ?? '').toLowerCase().split(' ');
    const found = torrents.filter((torrent) => {
      if (tor.id !== undefined) return String(torrent.id) === tor.id;
      const text = JSON.stringify(torrent).toLowerCase();
      return words.every((word) => text.includes(word));
    });
    if (found.length === 0) return { body: { error: 'Nothing returned, out of 50000' } };
    return { body: { data: found, total: found.length, found: found.length } };
  }

  function answer({ path, body }: Asked): Given {
    const { pathname, searchParams } = new URL(path, 'http://x');
    if (pathname === '/tor/js/loadSearchJSONbasic.php') return search(body);
    if (pathname === '/jsonLoad.php') return { body: { username: 'member', ...user } };
    const torrent = file?.(searchParams.get('tid') ?? '');
    return torrent ? { body: torrent } : { status: 404, body: 'Not Found' };
  }

  const server = await serve(async (asked) => {
    const sent = /(?:^|;\s*)mam_id=([^;]*)/.exec(asked.headers.cookie ?? '')?.[1];
    if (sent !== session) {
      refused += 1;
      return { status: 403, body: html };
    }
    now += 1;
    mostAtOnce = Math.max(mostAtOnce, now);
    given += 1;
    session = `${base}-${given}`;
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    const cookie = `mam_id=${session}; path=/; domain=.myanonamouse.net; HttpOnly`;
    return { ...answer(asked), headers: { 'set-cookie': cookie } };
  });
  return {
    ...server,
    renew(fresh) {
      [base, given, session] = [fresh, 0, fresh];
    },
    get session() {
      return session;
    },
    get refused() {
      return refused;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}
