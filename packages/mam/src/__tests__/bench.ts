import type { Finder, PluginContext } from '@earmark/core';
import { createMamStandIn, createPluginBench, type MamStandInOptions } from '@earmark/testkit';
import { onTestFinished } from 'vitest';
import { createMamFinder, type MamOptions } from '../index.ts';

export const mamId = 'synthetic-session-value';

/** In the shapes that the site's own page and its members' programs tell of. */
export const syntheticTorrent = {
  id: 273200,
  title: 'Edgedancer &amp; Others [m4b]',
  author_info: '{"1":"Brandon Sanderson"}',
  narrator_info: '{"2":"Kate Reading","3":"Kate Reading"}',
  series_info: '{"4":["The Stormlight Archive","2.5",2.5]}',
  language: 1,
  lang_code: 'ENG',
  size: '1,018.3 KiB',
  numfiles: '3',
  seeders: 12,
  added: '2018-03-15 12:34:56',
  free: 0,
  fl_vip: '1',
  personal_freeleech: false,
  my_snatched: 'yes',
  filetype: 'm4b mp3',
  tags: 'unabridged fantasy',
  isbn: 'ASIN:B01N5AX61W',
  description: 'Edition: second<br>',
  mediainfo: '{"General":{"Duration":"21600.5"}}',
};
export const torrentFile = Buffer.from('d4:infod4:name1:xee');

export async function setup(
  standIn: Partial<MamStandInOptions> = {},
  options: Partial<MamOptions> = {},
) {
  const site = await createMamStandIn({
    session: mamId,
    torrents: [syntheticTorrent],
    file: (id) => (id === '273200' ? torrentFile : undefined),
    ...standIn,
  });
  const bench = await createPluginBench();
  onTestFinished(async () => {
    await site.close();
    await bench.close();
  });
  /** Another process with the same memory. */
  const start = (more: Partial<MamOptions> = {}): { finder: Finder; ctx: PluginContext } => {
    const finder = createMamFinder({ mamId, baseUrl: site.baseUrl, ...options, ...more });
    return { finder, ctx: bench.context(finder, { timeoutMs: 10_000 }) };
  };
  return { site, bench, start, ...start() };
}

export const wish = (title: string) => ({
  kind: 'book' as const,
  title,
  creators: ['Brandon Sanderson'],
});
