import type { ReleaseSearch } from '@earmark/core';

const between = /\s+[-–—]\s+|\s*,\s*/;

/** What to look for, as people type it: `Weezer – Pinkerton`, `Weezer, Pinkerton`, or a title alone. */
export function wantedWords(text: string): Pick<ReleaseSearch, 'title' | 'creators'> {
  const [artist = '', ...rest] = text.trim().split(between);
  const title = text.trim().slice(artist.length).replace(between, '').trim();
  return rest.length === 0 || title === '' ? { title: artist } : { creators: [artist], title };
}
