import type { RandomAccess } from '@earmark/core';
import { chunksOf } from '../containers/chunks.ts';
import { latin1 } from '../containers/container.ts';
import { entry, type InventoryEntry } from './digest.ts';
import { id3v2Entries } from './id3v2.ts';

/** RIFF and AIFF: the frames of the ID3 chunk, the items of INFO, every other chunk as it stands. */
export function* chunkEntries(file: RandomAccess, bigEndian: boolean): Iterable<InventoryEntry> {
  for (const { id, offset, length } of chunksOf(file, bigEndian)) {
    if (id === 'data' || id === 'SSND') continue;
    if (/^ID3 $/i.test(id)) yield* id3v2Entries(file, offset, offset + length);
    else if (id === 'LIST' && latin1(file.bytes(offset, 4)) === 'INFO')
      yield* infoEntries(Buffer.from(file.bytes(offset + 4, length - 4)));
    else yield entry(`chunk:${id}`, file.bytes(offset, length));
  }
}

function* infoEntries(list: Buffer): Iterable<InventoryEntry> {
  for (let at = 0; at + 8 <= list.length; ) {
    const length = list.readUInt32LE(at + 4);
    const text = list.toString('latin1', at + 8, at + 8 + length).replace(/\0+$/, '');
    yield entry(`info:${list.toString('latin1', at, at + 4)}`, text);
    at += 8 + length + (length % 2);
  }
}
