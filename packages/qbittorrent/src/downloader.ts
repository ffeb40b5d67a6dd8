import {
  type AddDownload,
  type Completion,
  type Download,
  type Downloader,
  type DownloadFile,
  EarmarkError,
  type PluginContext,
} from '@earmark/spec';
import { fileList, type Info, infoList, read, trackerList } from './answers.ts';
import { completionOf } from './completion.ts';
import { type QbittorrentOptions, settingsOf } from './options.ts';
import { fileBelow, localPath } from './paths.ts';
import { createSession, formHeaders } from './session.ts';
import { stateOf } from './states.ts';
import { idsOf, readTorrent } from './torrent.ts';

/** Its own picture of a torrent is up to 1.5 s old. */
const refreshMs = 2_000;
/** So long a torrent may take to show up after it was added. */
const looks = 8;

export function createQbittorrentDownloader(options: QbittorrentOptions): Downloader {
  const settings = settingsOf(options);
  const { base, paths } = settings;
  const session = createSession(settings);

  async function get(path: string, query: Readonly<Record<string, string>>, ctx: PluginContext) {
    const { text } = await session.call(`${path}?${new URLSearchParams(query)}`, {}, ctx);
    try {
      return JSON.parse(text === '' ? '[]' : text) as unknown;
    } catch {
      throw new EarmarkError('bad-response', `${base.host} answered ${path} with no JSON.`);
    }
  }

  const post = (path: string, form: Readonly<Record<string, string>>, ctx: PluginContext) =>
    session.call(
      path,
      { method: 'POST', headers: formHeaders, body: new URLSearchParams(form).toString() },
      ctx,
    );

  async function infos(query: Readonly<Record<string, string>>, ctx: PluginContext) {
    return read(infoList, await get('torrents/info', query, ctx), 'the list of torrents');
  }

  async function byIds(ids: readonly string[], ctx: PluginContext): Promise<readonly Info[]> {
    const known = idsOf(ids.map(hashIn));
    // Without any it would list everything.
    if (known.length === 0) return [];
    return infos({ hashes: known.join('|') }, ctx);
  }

  async function one(id: string, ctx: PluginContext): Promise<Info> {
    const [found] = await byIds([id], ctx);
    if (found) return found;
    throw new EarmarkError('not-found', `qBittorrent has no torrent ${id} any more.`);
  }

  async function filesOf(info: Info, ctx: PluginContext): Promise<readonly DownloadFile[]> {
    const folder = localPath(info.save_path, paths);
    const files = read(
      fileList,
      await get('torrents/files', { hash: info.hash }, ctx),
      `the files of ${info.name}`,
    );
    return files.map(({ name, size, priority }) => ({
      name,
      path: fileBelow(folder, name),
      sizeBytes: size,
      wanted: priority > 0,
    }));
  }

  function toDownload(info: Info): Download {
    const { hash, infohash_v1, infohash_v2, name, progress, size, category, tags } = info;
    const hashes = [infohash_v1, infohash_v2].filter((each) => each !== null && each !== undefined);
    return {
      id: hash,
      hashes: hashes.filter((each) => each !== ''),
      name,
      state: stateOf(info),
      progress,
      sizeBytes: size,
      category: category ?? '',
      tags: (tags ?? '').split(', ').filter((tag) => tag !== ''),
      folder: localPath(info.save_path, paths),
      seededSeconds: info.seeding_time ?? 0,
    };
  }

  /** What it answers is its own business, and differs by version: whether the torrent is there tells. */
  async function send(torrent: Uint8Array, what: AddDownload, ctx: PluginContext): Promise<string> {
    const form = new FormData();
    form.set('torrents', new Blob([Uint8Array.from(torrent)]), 'book.torrent');
    form.set('category', what.category);
    form.set('tags', what.tags.join(','));
    if (what.folder !== undefined) {
      form.set('savepath', what.folder);
      form.set('autoTMM', 'false');
    }
    // Each version knows one of the two names, and passes over the other.
    for (const name of ['stopped', 'paused']) form.set(name, String(what.stopped ?? false));
    try {
      return (await session.call('torrents/add', { method: 'POST', body: form }, ctx)).text;
    } catch (error) {
      if (EarmarkError.is(error, 'network', 'bad-response')) return error.message;
      throw error;
    }
  }

  async function looked(path: 'start' | 'stop', download: string, ctx: PluginContext) {
    const info = await one(download, ctx);
    const dialect = await session.dialect(ctx);
    await post(`torrents/${dialect[path]}`, { hashes: info.hash }, ctx);
  }

  return {
    spec: 1,
    kind: 'downloader',
    name: 'qbittorrent',
    hosts: { [base.host]: { requests: 20, perMs: 1_000, concurrency: 4 } },

    async add(torrent, what, ctx) {
      const commas = [what.category, ...what.tags].find((word) => word.includes(','));
      if (commas !== undefined)
        throw new EarmarkError('config', `"${commas}": a tag or category cannot hold a comma.`);
      const { hashes, name } = readTorrent(torrent);
      const [known] = await byIds(hashes, ctx);
      const said = known ? '' : await send(torrent, what, ctx);
      for (let look = 0; look < looks; look += 1) {
        const [there] = known && look === 0 ? [known] : await byIds(hashes, ctx);
        if (there === undefined) {
          await ctx.clock.sleep(refreshMs / 4, ctx.signal);
          continue;
        }
        const download = toDownload(there);
        const missing = what.tags.filter((tag) => !download.tags.includes(tag));
        if (missing.length === 0) return download;
        await post('torrents/addTags', { hashes: there.hash, tags: missing.join(',') }, ctx);
        return { ...download, tags: [...download.tags, ...missing] };
      }
      throw new EarmarkError(
        'bad-response',
        `qBittorrent did not take the torrent ${name}: ${said.slice(0, 200).trim() || 'no reason given'}. Its log says more.`,
      );
    },

    async find(by, ctx) {
      const found = 'tag' in by ? await infos({ tag: by.tag }, ctx) : await byIds(by.ids, ctx);
      return found.map(toDownload);
    },

    filesOf: async (download, ctx) => filesOf(await one(download, ctx), ctx),

    async completion(download, ctx) {
      const look = async (): Promise<Completion> => {
        const info = await one(download, ctx);
        return completionOf(info, localPath(info.save_path, paths), await filesOf(info, ctx));
      };
      const first = await look();
      if (!first.complete && !first.stuck) return first;
      await ctx.clock.sleep(refreshMs, ctx.signal);
      const second = await look();
      const same = JSON.stringify(first) === JSON.stringify(second);
      return same ? second : { complete: false, stuck: false, reason: 'it has just changed' };
    },

    start: (download, ctx) => looked('start', download, ctx),
    stop: (download, ctx) => looked('stop', download, ctx),

    async remove(download, ctx) {
      const [info] = await byIds([download], ctx);
      if (info) await post('torrents/delete', { hashes: info.hash, deleteFiles: 'false' }, ctx);
    },

    async problem(download, ctx) {
      const { hash } = await one(download, ctx);
      const trackers = read(
        trackerList,
        await get('torrents/trackers', { hash }, ctx),
        'the trackers',
      );
      const gone = trackers.find(({ msg }) => /not registered|unregistered|trump/i.test(msg ?? ''));
      return gone?.msg ?? undefined;
    },

    async check(ctx) {
      await session.forgive(ctx);
      const { version } = await session.dialect(ctx);
      return [{ level: 'ok', text: `qBittorrent answers at ${base.host} (Web API ${version})` }];
    },
  };
}

function hashIn(id: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(id)) return id;
  throw new EarmarkError('config', `"${id}" is not an info-hash: 40 or 64 hexadecimal digits.`);
}
