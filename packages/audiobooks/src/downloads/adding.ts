import { type Download, type Downloader, EarmarkError, type PluginContext } from '@earmark/core';
import { addedLately, limitReached } from './limits.ts';
import type { Step, World } from './world.ts';

/** On all downloads of ours. */
export const ourTag = 'earmark';
export const tagOf = (id: string) => `earmark:${id}`;

export function downloaderOf({ settings, run }: World): readonly [Downloader, PluginContext] {
  const { downloader } = settings;
  if (downloader) return [downloader, run.context(downloader)];
  throw new EarmarkError('config', 'There is no download client. Set one up, such as qBittorrent.');
}

const added = ({ id, hashes }: Download) => ({
  to: 'added' as const,
  with: { download: { id, hashes } },
});

/** Is it in the client already, from before a kill? Then it is ours. Else limits, the torrent file, the client. */
export const addDownload: Step = async (record, world) => {
  const { run, settings, records } = world;
  const [downloader, ctx] = downloaderOf(world);
  const [known] = await downloader.find({ tag: tagOf(record.id) }, ctx);
  if (known) return added(known);
  const finder = settings.finders.find(({ name }) => name === record.source.finder);
  if (!finder) return { held: `the finder ${record.source.finder} is not set up any more` };
  const finderCtx = run.context(finder);
  if (finder.standing) {
    const lately = addedLately(await records.downloads.all(), finder.name, run.clock.now());
    const standing = await finder.standing(finderCtx);
    const reached = limitReached(record, standing, settings.rule, lately);
    if (reached !== undefined) return { wait: reached };
  }
  const offer = await finder.get(record.source.offer, finderCtx);
  if (!offer) return { held: 'the offer was taken away: choose another one' };
  if (record.source.free && !offer.free)
    return {
      held: 'it was free when it was chosen, and costs ratio now: choose it again, or leave it',
    };
  const torrent = await finder.fetch(record.source.offer, finderCtx);
  const tags = [ourTag, tagOf(record.id)];
  return added(await downloader.add(torrent, { category: settings.category, tags }, ctx));
};
