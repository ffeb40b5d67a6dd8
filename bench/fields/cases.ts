import { readFileSync } from 'node:fs';
import type { Fields, Match, Subject } from '@earmark/core';
import { makeCases } from '../matching/cases.ts';
import { matchCase } from '../matching/match.ts';
import { seedsOf } from '../matching/seeds.ts';
import type { Name, Recording, Work } from '../matching/world/world.ts';

/** One line of a data set: an album on a disk, what sources answered, and what is right. */
export interface FieldCase {
  readonly subject: Subject;
  readonly matches: readonly Match[];
  /** What is right by field, of all files and (by target) of single ones; of several values each is right alone. A field that is not here is not judged. */
  readonly album: Fields;
  readonly files?: Readonly<Record<string, Fields>>;
}

export const readCases = (file: string | URL): readonly FieldCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Albums of the made-up world with nothing but numbers in their tags. */
export function madeUp(seeds: string, cases: number): readonly FieldCase[] {
  return seedsOf(seeds).flatMap((seed) =>
    makeCases({ seed, cases }).map((one): FieldCase => {
      const { query, work, release, traits } = one;
      const { tracks = [] } = query;
      const idOf = (disc: number, position: number) => `music:album/${disc}-${position}.mp3`;
      const targets = tracks.map(({ disc, position }) => ({
        sink: 'tags',
        id: idOf(disc, position),
        fields: { track: [String(position)], disc: [String(disc)] },
      }));
      return {
        subject: { ...query, id: 'case', targets },
        matches: matchCase(one).matches.filter(({ score }) => score >= 0.3),
        album: {
          album: spellings(work.title),
          albumartist: work.various
            ? ['Various Artists']
            : work.artists.flatMap(({ name }) => spellings(name)),
          year: [String(work.year), String(release.year)],
          originaldate: [String(work.year)],
          label: [release.label],
          barcode: [release.barcode],
          disctotal: [String(release.discs.length)],
          compilation: [work.various ? '1' : '0'],
        },
        files: traits.some((trait) => displaced.has(trait))
          ? {}
          : Object.fromEntries(
              tracks.map(({ disc, position }) => [
                idOf(disc, position),
                {
                  ...ofRecording(release.discs[disc - 1]?.[position - 1], work),
                  tracktotal: [String(release.discs[disc - 1]?.length)],
                },
              ]),
            ),
      };
    }),
  );
}

/** Where tracks were moved on the disk, their numbers no longer say which they are. */
const displaced = new Set(['swapped-tracks', 'extra-tracks', 'few-tracks', 'one-disc']);

/** How several artists or a guest are joined is nowhere said, so who plays such a track is not judged. */
function ofRecording(recording: Recording | undefined, { artists }: Work): Fields {
  const [artist, ...others] = recording?.by ?? artists;
  if (recording === undefined || artist === undefined) return {};
  const title = spellings(recording.title);
  const alone = others.length === 0 && recording.guest === undefined;
  return alone ? { title, artist: spellings(artist.name) } : { title };
}

const spellings = ({ native, latin }: Name): readonly string[] => [native, latin];
