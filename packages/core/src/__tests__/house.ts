import { createEarmark, type EarmarkOptions } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import type { Fields } from '../spec.ts';
import { albums } from '../stages/albums.ts';
import { apply } from '../stages/apply.ts';
import { decide } from '../stages/decide.ts';
import { enrich } from '../stages/enrich.ts';
import {
  albumsOrigin,
  genreSource,
  type ShelfOptions,
  shelfSink,
  titledPolicy,
} from './doubles.ts';

export const titles = ['Sure One', 'Sure Two', 'Maybe Three', 'Unknown Four'];
const genres = { 'Sure One': 'Rock', 'Sure Two': 'Jazz', 'Maybe Three': 'Folk' };

/** Four albums, a source that knows three of them, a shelf that they stand on. */
export async function house(more: EarmarkOptions = {}, shelf: ShelfOptions = {}) {
  const files = new Map<string, Fields>(
    titles.map((title) => [`music:${title}`, { genre: ['Pop'] }]),
  );
  const source = genreSource(genres);
  const sink = shelfSink(files, shelf);
  const options = {
    sources: [source],
    policies: [titledPolicy],
    sinks: [sink],
    log: quiet,
    store: createMemoryStore(),
    ...more,
  };
  const earmark = await createEarmark(options);
  const tag = (dryRun = false) =>
    albums(albumsOrigin(titles, files)).pipe(enrich()).pipe(decide()).pipe(apply({ dryRun }));
  return { earmark, files, source, sink, tag, options };
}
export const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const genreOf = (files: Map<string, Fields>, title: string) =>
  files.get(`music:${title}`)?.genre;
