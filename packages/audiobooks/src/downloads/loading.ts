import type { Download, PluginContext } from '@earmark/core';
import type { DownloadRecord } from '../types.ts';
import { downloaderOf, tagOf } from './adding.ts';
import type { Step, StepEnd, World } from './world.ts';

/** The site's 72 hours, and a margin. */
const seedMs = 76 * 3_600_000;

async function inClient(record: DownloadRecord, world: World): Promise<Download | undefined> {
  const [downloader, ctx] = downloaderOf(world);
  const { hashes = [], id } = record.download ?? {};
  const ids = [...hashes, ...(id ? [id] : [])];
  const [byId] = ids.length > 0 ? await downloader.find({ ids }, ctx) : [];
  return byId ?? (await downloader.find({ tag: tagOf(record.id) }, ctx))[0];
}

const gone: StepEnd = {
  to: 'gone',
  with: { reason: 'it was removed from the download client: it is not added again' },
};

export const startLoading: Step = async (record, world) => {
  const found = await inClient(record, world);
  if (!found) return gone;
  return found.state === 'waiting'
    ? { wait: 'it waits for its turn in the client' }
    : { to: 'downloading' };
};

/** Done is what the client and the disk say twice; then the client's own file names count, as people rename. */
export const finishLoading: Step = async (record, world) => {
  const found = await inClient(record, world);
  if (!found) return gone;
  const [downloader, ctx] = downloaderOf(world);
  const end = await downloader.completion(found.id, ctx);
  if (!end.complete) {
    const problem = await trouble(found.id, world, ctx);
    if (end.stuck) return { held: end.reason };
    return { wait: problem ? `${end.reason}; its tracker says: ${problem}` : end.reason };
  }
  const files = end.files.map(({ path, name, sizeBytes }) => ({ path, name, size: sizeBytes }));
  return {
    to: 'complete',
    with: {
      files,
      seedUntil: world.run.clock.now() + Math.max(0, seedMs - found.seededSeconds * 1000),
    },
  };
};

async function trouble(id: string, { settings }: World, ctx: PluginContext) {
  return settings.downloader?.problem?.(id, ctx);
}
