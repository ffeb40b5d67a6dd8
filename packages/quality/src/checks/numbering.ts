import { discFolder } from '@earmark/core';
import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import { counted, nameOf, some } from '../text/show.ts';

/** A gap of more tracks than this is a numbering of another kind (101, 201 …), not a loss. */
const widestGap = 100;

interface Disc {
  readonly disc: number;
  /** The track numbers, in order, each once. */
  readonly numbers: readonly number[];
  /** Numbers with the files that have them. */
  readonly tracks: ReadonlyMap<number, readonly CheckedFile[]>;
  readonly files: readonly CheckedFile[];
}

/** Gaps, doubles and totals of each disc's numbers. Files without a number are missing a field, not a track. */
export function* checkNumbering(album: CheckedAlbum): Generator<Found> {
  if (album.files.length < 2) return;
  const discs = discsOf(album.files);
  let last = 0;
  for (const [at, disc] of discs.entries()) {
    const { numbers } = disc;
    const of = discs.length > 1 || disc.disc > 1 ? ` on disc ${disc.disc}` : '';
    const doubled = numbers.filter((number) => (disc.tracks.get(number)?.length ?? 0) > 1);
    if (doubled.length > 0) yield doubles(disc, doubled, of);
    const [first = 1] = numbers;
    const highest = numbers.at(-1) ?? 0;
    // Some sets count on from disc to disc.
    const start = disc.disc > 1 && first === last + 1 ? first : Math.min(1, first);
    const total = totalOf(disc);
    // Their totals are of all discs, then.
    const goesOn = discs[at + 1]?.numbers[0] === highest + 1;
    const ownTotal = start === 1 && !goesOn ? total : undefined;
    const end = Math.max(ownTotal ?? highest, highest);
    yield* gaps(disc, start, end, of);
    if (total === undefined || total < numbers.length)
      yield* totals(disc, numbers.length, start, highest, of);
    last = highest;
  }
}

function discsOf(files: readonly CheckedFile[]): readonly Disc[] {
  const discs = new Map<number, { tracks: Map<number, CheckedFile[]>; files: CheckedFile[] }>();
  for (const file of files) {
    const number = numberIn(file, 'track');
    if (number === undefined) continue;
    const key = numberIn(file, 'disc') ?? discOfFolder(file) ?? 1;
    const disc = discs.get(key) ?? { tracks: new Map<number, CheckedFile[]>(), files: [] };
    discs.set(key, disc);
    disc.files.push(file);
    disc.tracks.set(number, [...(disc.tracks.get(number) ?? []), file]);
  }
  return [...discs]
    .map(([disc, rest]) => ({ disc, numbers: sorted(rest.tracks.keys()), ...rest }))
    .sort((a, b) => a.disc - b.disc);
}

/** Files that name no disc, in a folder that does: `CD2`, `Disc 2`. */
const discOfFolder = ({ target }: CheckedFile) => discFolder(target.split('/').at(-2) ?? '')?.disc;

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

function doubles({ tracks }: Disc, doubled: readonly number[], of: string): Found {
  const counts = new Set([...tracks.values()].map((files) => files.length));
  const [times] = counts;
  if (counts.size === 1 && tracks.size > 1)
    return {
      kind: 'duplicate-tracks',
      evidence: `every track${of} is there ${times} times`,
      files: tracks.size,
    };
  const named = doubled.map(
    (number) =>
      `${number} (${some((tracks.get(number) ?? []).map(({ target }) => nameOf(target)))})`,
  );
  return {
    kind: 'duplicate-tracks',
    field: 'track',
    evidence: `more than one file${of} has number ${some(named)}`,
    files: doubled.reduce((sum, number) => sum + (tracks.get(number)?.length ?? 0), 0),
  };
}

function* gaps({ tracks }: Disc, start: number, end: number, of: string): Generator<Found> {
  if (end - start - tracks.size > widestGap) return;
  const lost: number[] = [];
  for (let number = start; number <= end; number++) if (!tracks.has(number)) lost.push(number);
  if (lost.length === 0) return;
  yield {
    kind: 'missing-tracks',
    evidence: `${counted(lost.length, 'track')} missing${of}: ${some(lost.map(String), 8)}`,
    files: lost.length,
  };
}

/** The one total that all files of the disc agree on. */
function totalOf({ files }: Disc): number | undefined {
  const totals = new Set(files.map((file) => numberIn(file, 'tracktotal')));
  const [total] = totals;
  return totals.size === 1 ? total : undefined;
}

/** Totals that differ, or that are smaller than what is there. Without any total there is nothing to say. */
function* totals(
  { files }: Disc,
  count: number,
  start: number,
  highest: number,
  of: string,
): Generator<Found> {
  const said = new Set(files.flatMap((file) => numberIn(file, 'tracktotal') ?? []));
  if (said.size === 0) return;
  const wrong = files.filter((file) => (numberIn(file, 'tracktotal') ?? count) !== count);
  if (wrong.length === 0) return;
  const whole = start === 1 && highest === count;
  const changes = wrong.map(({ sink, target, fields }) => ({
    sink,
    target,
    field: 'tracktotal' as const,
    before: fields.tracktotal ?? [],
    after: [String(count)],
  }));
  yield {
    kind: 'wrong-totals',
    field: 'tracktotal',
    evidence: `${counted(count, 'track')}${of}, but the tags say ${[...said].sort((a, b) => a - b).join(' and ')}`,
    files: wrong.length,
    ...(whole && { fix: { certain: false, changes } }),
  };
}

function numberIn({ fields }: CheckedFile, field: 'track' | 'disc' | 'tracktotal') {
  const number = Number(/^\d{1,5}/u.exec(fields[field]?.[0] ?? '')?.[0]);
  return number > 0 ? number : undefined;
}
