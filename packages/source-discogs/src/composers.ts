import type { Credit, Work } from './answers.ts';
import { artistName } from './names.ts';

/** `Music By [All Tracks By]`, `Producer, Written-By`: who wrote the words alone is no composer. */
const wrote = /^(?:music|composed|written)[- ]by\b/i;

const composersAmong = (credits: readonly Credit[] | null | undefined): readonly string[] =>
  (credits ?? [])
    .filter(({ role, tracks }) => !tracks && role?.split(/,\s*/).some((one) => wrote.test(one)))
    .map(({ name }) => artistName(name));

/** Who composed all of it: credited so, or of every track. */
export function composersOf({ extraartists, tracklist }: Work): readonly string[] {
  const whole = composersAmong(extraartists);
  if (whole.length > 0) return [...new Set(whole)];
  const tracks = (tracklist ?? []).filter(({ type_ }) => !type_ || type_ === 'track');
  const [first, ...others] = tracks.map(({ extraartists: own }) => composersAmong(own));
  if (!first || others.some((each) => each.join('\n') !== first.join('\n'))) return [];
  return [...new Set(first)];
}
