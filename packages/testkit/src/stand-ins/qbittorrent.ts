import { type Asked, type Given, type StandIn, serve } from './serve.ts';

export interface QbittorrentStandIn extends StandIn {
  /** How often each torrent was added: by its name, as its file says. */
  readonly added: ReadonlyMap<string, number>;
}

interface Kept {
  readonly hash: string;
  readonly tags: string;
  readonly category: string;
}

/** A client like qBittorrent 5.1 that trusts its network, and has every torrent whole as soon as it is added. */
export async function createQbittorrentStandIn(options: {
  /** Where its files lie. */
  readonly folder: string;
  /** By its bytes: what it is called, its info-hash, its files with their sizes. */
  readonly open: (torrent: Buffer) => {
    readonly name: string;
    readonly hash: string;
  };
  readonly files: (hash: string) => readonly { readonly name: string; readonly size: number }[];
}): Promise<QbittorrentStandIn> {
  const torrents = new Map<string, Kept>();
  const added = new Map<string, number>();

  function add(body: Buffer): Given {
    const text = body.toString('latin1');
    const from = text.indexOf('\r\n\r\n', text.indexOf('name="torrents"')) + 4;
    const boundary = text.slice(0, text.indexOf('\r\n'));
    const { name, hash } = options.open(body.subarray(from, text.indexOf(`\r\n${boundary}`, from)));
    if (torrents.has(hash)) return { body: 'Fails.' };
    const field = (key: string) =>
      new RegExp(`name="${key}"\r\n\r\n([^\r]*)`).exec(text)?.[1] ?? '';
    torrents.set(hash, {
      hash,
      tags: field('tags').split(',').join(', '),
      category: field('category'),
    });
    added.set(name, (added.get(name) ?? 0) + 1);
    return { body: 'Ok.' };
  }

  const infoOf = ({ hash, tags, category }: Kept) => {
    const size = options.files(hash).reduce((sum, file) => sum + file.size, 0);
    return {
      hash,
      infohash_v1: hash,
      infohash_v2: '',
      name: hash,
      state: 'stalledUP',
      progress: 1,
      amount_left: 0,
      size,
      category,
      tags,
      save_path: options.folder,
      content_path: options.folder,
      seeding_time: 0,
    };
  };

  const server = await serve(({ path, body }: Asked) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    const what = pathname.replace('/api/v2/', '');
    if (what === 'app/webapiVersion') return { body: '2.11.4' };
    if (what === 'torrents/add') return add(body);
    if (what === 'torrents/files') {
      const files = options.files(searchParams.get('hash') ?? '');
      return { body: files.map((file) => ({ ...file, priority: 1 })) };
    }
    if (what === 'torrents/trackers') return { body: [] };
    if (what !== 'torrents/info') return { body: '' };
    const hashes = searchParams.get('hashes')?.split('|');
    const tag = searchParams.get('tag');
    const found = [...torrents.values()].filter(
      (one) =>
        (hashes?.includes(one.hash) ?? true) &&
        (tag === null || one.tags.split(', ').includes(tag)),
    );
    return { body: found.map(infoOf) };
  });
  return { ...server, added };
}
