import { plain } from './artists.ts';
import type { Random } from './random.ts';
import { labels } from './words.ts';
import { freshId } from './works.ts';
import type { Recording, Release, WorkType } from './world.ts';

const deluxe = [
  '(Deluxe Edition)',
  '(Expanded Edition)',
  '[Deluxe]',
  '(Super Deluxe)',
  '(Special Edition)',
  '(Bonus Track Version)',
];
const countries = ['US', 'GB', 'DE', 'JP', 'FR', 'XE'];

/** The first pressing and what came after it. */
export function pressings(
  random: Random,
  {
    type,
    year,
    tracks,
    label,
  }: { type: WorkType; year: number; tracks: readonly Recording[]; label: string },
): readonly Release[] {
  const release = (
    kind: Release['kind'],
    suffix: string,
    at: number,
    discs: Release['discs'],
    by = label,
  ): Release => ({
    id: freshId(random, 'r'),
    kind,
    suffix,
    year: Math.min(2025, at),
    label: by,
    country: random.pick(countries),
    barcode: String(random.between(1e11, 9e11)),
    discs,
  });
  const releases = [release('original', '', year, split(random, tracks))];
  if (type === 'single') return releases;
  const extra = (count: number) =>
    Array.from({ length: count }, (): Recording => {
      const base = random.pick(tracks);
      const what = random.pick([
        'Demo',
        'Live',
        'Alternate Take',
        'Acoustic',
        'B-Side',
        'Radio Edit',
      ]);
      const words = {
        native: `${base.title.native} (${what})`,
        latin: `${base.title.latin} (${what})`,
      };
      return {
        id: freshId(random, 't'),
        title: words,
        seconds: base.seconds + random.between(-40, 60),
      };
    });
  if (random.chance(0.35)) {
    const bonus = extra(random.between(2, 10));
    const later = random.chance(0.4) ? year : year + random.between(5, 30);
    const suffix =
      later > year + 9 && random.chance(0.5)
        ? `(${Math.round((later - year) / 5) * 5}th Anniversary Edition)`
        : random.pick(deluxe);
    releases.push(
      release(
        'deluxe',
        suffix,
        later,
        bonus.length > 5 ? [tracks, bonus] : [[...tracks, ...bonus]],
      ),
    );
  }
  if (year < 2005 && random.chance(0.45)) {
    const at = random.between(Math.max(1994, year + 5), 2022);
    releases.push(
      release(
        'remaster',
        random.pick([`(${at} Remaster)`, '(Remastered)', `- Remastered ${at}`, '[Remastered]']),
        at,
        [tracks.map((track) => ({ ...track, seconds: track.seconds + random.between(-2, 3) }))],
      ),
    );
  }
  if (random.chance(0.4))
    releases.push(
      release('reissue', '', year + random.between(2, 35), [tracks], random.pick(labels)),
    );
  if (random.chance(0.15)) {
    const regional = random.chance(0.5)
      ? tracks.slice(0, -1)
      : [...tracks, { id: freshId(random, 't'), title: plain('Bonus Track'), seconds: 200 }];
    releases.push(release('regional', '', year, [regional]));
  }
  return releases;
}

/** Long ones fill two discs. */
function split(random: Random, tracks: readonly Recording[]): Release['discs'] {
  if (tracks.length < 14 || random.chance(0.6)) return [tracks];
  const middle = Math.ceil(tracks.length / 2);
  return [tracks.slice(0, middle), tracks.slice(middle)];
}
