import type { ByteRange, Fields, RandomAccess } from '@earmark/core';
import { digestOf, newHash } from '@earmark/tags/codec';
import { type Atom, isPadding, topAtoms } from './atoms/atom.ts';
import { type Container, descend, openContainer } from './atoms/container.ts';
import { type Movie, openMovie } from './atoms/movie.ts';
import { type OffsetTable, offsetTables, readOffsets } from './atoms/offset-tables.ts';
import { itemsIn } from './items/parse.ts';
import { coverKey } from './items/pictures.ts';
import { type ListChange, listChange } from './write/changes.ts';

interface InventoryEntry {
  readonly key: string;
  readonly digest: string;
}
/** Atoms that hold atoms, where they are looked into. All others are taken as a whole. */
const branches = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'moof', 'traf', 'mfra']);
const toSampleSizes = ['trak', 'mdia', 'minf', 'stbl', 'stsz'];
const itemKey = (key: string): string => `ilst:${key.replaceAll('*', '%2A')}`;

/** Every atom but sound and padding, by its path; the list of tags item by item; offsets by what they point at. */
export function* mp4Inventory(file: RandomAccess): Generator<InventoryEntry> {
  const movie = openMovie(file);
  const tops = [...topAtoms(file)];
  const tables = new Map(offsetTables(file).map((table) => [table.atom.offset, table]));
  const entries = function* (atom: Atom, path: string): Generator<InventoryEntry> {
    const table = tables.get(atom.offset);
    if (isPadding(atom) || atom.type === 'mdat') return;
    if (table) yield { key: path, digest: pointedAt(file, table, tops) };
    else if (atom.offset === movie.ilst?.atom.offset) yield* listed(file, movie);
    else if (branches.has(atom.type) || atom.offset === movie.meta?.atom.offset) {
      const container = openContainer(file, atom);
      for (const child of container.atoms) yield* entries(child, `${path}/${child.type}`);
      yield* surroundings(file, container, path);
    } else yield { key: path, digest: digestOf(file, contentOf(atom)) };
  };
  for (const atom of tops) yield* entries(atom, atom.type);
  const end = tops.at(-1)?.end ?? 0;
  if (end < file.size)
    yield { key: 'tail', digest: digestOf(file, { offset: end, length: file.size - end }) };
}

/** What a container has in front of and behind its children. A version of four zeros says nothing: QuickTime leaves it out. */
function* surroundings(
  file: RandomAccess,
  { atom, start, tail }: Container,
  path: string,
): Generator<InventoryEntry> {
  const head = file.bytes(atom.content, start - atom.content);
  if (head.some((byte) => byte !== 0))
    yield {
      key: `${path}:head`,
      digest: digestOf(file, { offset: atom.content, length: head.length }),
    };
  if (tail < atom.end)
    yield {
      key: `${path}:tail`,
      digest: digestOf(file, { offset: tail, length: atom.end - tail }),
    };
}

function* listed(file: RandomAccess, { ilst }: Movie): Generator<InventoryEntry> {
  for (const { key, atom } of itemsIn(file, ilst))
    yield { key: itemKey(key), digest: digestOf(file, contentOf(atom)) };
  if (ilst) yield* surroundings(file, ilst, 'ilst');
}

const contentOf = ({ content, end }: Atom): ByteRange => ({
  offset: content,
  length: end - content,
});

/** Offsets counted from the atom they point into, so that only a wrong one differs after a move. */
function pointedAt(file: RandomAccess, table: OffsetTable, tops: readonly Atom[]): string {
  const hash = newHash();
  const length = table.count * table.stride;
  const rest = Buffer.from(file.bytes(table.offset, length));
  let place = 0;
  readOffsets(file, table).forEach((offset, index) => {
    const at = index * table.stride + table.at;
    rest.fill(0, at, at + table.width);
    if (offset < (tops[place]?.offset ?? 0)) place = 0;
    while (offset >= (tops[place + 1]?.offset ?? Number.POSITIVE_INFINITY)) place++;
    const atom = tops[place];
    if (!atom || !movesAsOne(atom, offset))
      hash.update(offset < file.size ? `${offset};` : `end+${offset - file.size};`);
    else hash.update(`${nameOf(tops, place)}+${offset - atom.content};`);
  });
  return hash.update(rest).digest('base64url');
}

/** What points into a file's tags or room points at nothing and stays as it is; what points behind its end stays there. */
const movesAsOne = (atom: Atom, offset: number): boolean =>
  atom.type === 'mdat' || (offset < atom.end && atom.type !== 'moov' && !isPadding(atom));

/** Padding comes and goes: atoms are counted without it. */
function nameOf(tops: readonly Atom[], place: number): string {
  const before = tops.slice(0, place).filter((atom) => !isPadding(atom)).length;
  return `${tops[place]?.type}${before}`;
}

/** The keys of the inventory that a change may touch. */
export const mp4Changes = (file: RandomAccess, set: Fields): string[] =>
  keysOf(openMovie(file), listChange(file, openMovie(file), set));

export const mp4CoverChanges = (file: RandomAccess): string[] =>
  keysOf(openMovie(file), { keys: new Set([coverKey]) });

function keysOf(movie: Movie, change: Pick<ListChange, 'keys'>): string[] {
  const keys = [...change.keys].map(itemKey);
  return movie.meta ? keys : [...keys, 'moov/udta/meta/hdlr', 'moov/udta/meta:head'];
}

/**
 * The sound: what the media data atoms hold. A file that has none, cut off or elsewhere, is told by the sizes of
 * its samples.
 */
export function mp4Essence(file: RandomAccess): readonly ByteRange[] {
  const sound = [...topAtoms(file)].filter(({ type }) => type === 'mdat').map(contentOf);
  const held = sound.filter(({ length }) => length > 0);
  if (held.length > 0) return held;
  return descend(file, openMovie(file).moov, toSampleSizes)
    .map(contentOf)
    .filter(({ length }) => length > 0);
}
