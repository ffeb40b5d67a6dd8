import type { RandomAccess } from '@earmark/core';
import { type Atom, atomsIn, chunkPlaces } from '../containers/atoms.ts';
import { latin1 } from '../containers/container.ts';
import { digestOf, entry, type InventoryEntry } from './digest.ts';

const containers = new Set([
  'moov',
  'trak',
  'mdia',
  'minf',
  'stbl',
  'udta',
  'ilst',
  'edts',
  'dinf',
  'moof',
  'traf',
]);
const leftOut = new Set(['mdat', 'free', 'skip', 'wide', 'stco', 'co64']);

/** Every atom but padding; places of the sound count relative to it, as moving it moves them. */
export function* mp4Entries(file: RandomAccess): Iterable<InventoryEntry> {
  yield* within(file, 0, file.size, '');
  yield { key: 'mp4:chunks', digest: digestOf(chunkPlaces(file).join()) };
}

function* within(
  file: RandomAccess,
  start: number,
  end: number,
  path: string,
): Iterable<InventoryEntry> {
  for (const atom of atomsIn(file, start, end)) {
    if (leftOut.has(atom.type)) continue;
    const atomEnd = atom.offset + atom.length;
    const key = path === '/moov/udta/meta/ilst' ? itemKey(file, atom) : `mp4:${path}/${atom.type}`;
    if (atom.type === 'meta')
      yield* within(file, atom.content + metaHeader(file, atom), atomEnd, `${path}/meta`);
    else if (containers.has(atom.type))
      yield* within(file, atom.content, atomEnd, `${path}/${atom.type}`);
    else yield entry(key, file.bytes(atom.content, atomEnd - atom.content));
  }
}

/** Some programs write `meta` without its version and flags. */
function metaHeader(file: RandomAccess, { content }: Atom): number {
  return latin1(file.bytes(content + 4, 4)) === 'hdlr' ? 0 : 4;
}

function itemKey(file: RandomAccess, { type, content, offset, length }: Atom): string {
  if (type !== '----') return `ilst:${type}`;
  const name = [...atomsIn(file, content, offset + length)].find((part) => part.type === 'name');
  const text = name === undefined ? '' : latin1(file.bytes(name.content + 4, name.length - 12));
  return `ilst:----:${text}`;
}
