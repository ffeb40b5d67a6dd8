import type { Fields } from '@earmark/core';
import type { Item } from './answers.ts';
import { ruleOf } from './fields.ts';
import { unsupported } from './unsupported.ts';

/** The body of a PATCH with these fields and no others. Series and their parts are one list to the server. */
export function payloadOf(set: Fields, item: Item): Readonly<Record<string, unknown>> {
  const metadata: Record<string, unknown> = {};
  let tags: readonly string[] | undefined;
  for (const [field, values] of Object.entries(set)) {
    if (field === 'tag') tags = values;
    else if (field === 'artists') metadata.authors = values.map((name) => ({ name }));
    else if (field === 'narrator') metadata.narrators = values;
    else if (field === 'genre') metadata.genres = values;
    else if (field === 'explicit' || field === 'abridged') metadata[field] = values.length > 0;
    else if (field === 'year') metadata.publishedYear = values[0] ?? null;
    else if (!['series', 'seriespart', 'chapter'].includes(field))
      metadata[field] = values[0] ?? null;
  }
  if ('series' in set || 'seriespart' in set) metadata.series = seriesOf(set, item);
  return {
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** Each series once, by its name in any case, its part always a text. */
function seriesOf(set: Fields, item: Item): readonly { name: string; sequence: string }[] {
  const names = set.series ?? ruleOf('series').read(item);
  const parts = set.seriespart ?? partsFor(names, set, item);
  if (parts.length > names.length || names.some((name) => name.trim() === ''))
    throw unsupported('there are more parts than series, or a series without a name');
  const pairs = new Map<string, { name: string; sequence: string }>();
  for (const [at, name] of names.entries()) {
    const key = name.toLowerCase();
    if (!pairs.has(key)) pairs.set(key, { name, sequence: parts[at] ?? '' });
  }
  return [...pairs.values()];
}

/** A series that stays keeps its part. */
function partsFor(names: readonly string[], set: Fields, item: Item): readonly string[] {
  if (!('series' in set)) return ruleOf('seriespart').read(item);
  const known = new Map(
    (item.media.metadata.series ?? []).map(({ name, sequence }) => [name.toLowerCase(), sequence]),
  );
  return names.map((name) => known.get(name.toLowerCase()) ?? '');
}

/** One that is about parts alone is about the one series there is: with several, nobody could say which. */
export function assertPaired(set: Fields, item: Item): void {
  const alone = 'seriespart' in set && !('series' in set);
  const count = item.media.metadata.series?.length ?? 0;
  if (alone && count !== (set.seriespart ?? []).length && (set.seriespart ?? []).length > 0)
    throw unsupported(
      `${count} series cannot take ${set.seriespart?.length} parts: set series and seriespart together`,
    );
}
