import { createHash, hash } from 'node:crypto';
import type { Fields, RandomAccess } from '@earmark/core';
import { type Chunk, type Form, isId3Chunk, soundChunk } from './chunks/chunks.ts';
import { orderChanges } from './id3v2/change.ts';
import { contentOf, placeOf } from './id3v2/stored.ts';
import { upgradeTag } from './id3v2/upgrade.ts';
import { mapping } from './mapping.ts';
import { splitPlace } from './places.ts';
import type { Window } from './window.ts';
import { type Blocks, openBlocks, readingBlock } from './write/blocks.ts';

interface Item {
  readonly key: string;
  readonly digest: string;
}

const digestOf = (bytes: Buffer | string): string =>
  hash('sha256', bytes, 'base64url').slice(0, 22);

/**
 * Everything beside the sound. A frame is counted by what it says, without the layers it is stored in and as it
 * would stand in ID3v2.4: so a tag that was upgraded has the same inventory. Keys: `id3v2/tit2`,
 * `id3v2/txxx:barcode`, `id3v2.2/…` for a second tag, `id3v2.end/…`, `ape/genre`, `id3v1/title`, `info/ignr`,
 * `chunk/fmt `, `trailer`.
 */
export function* inventoryOf(file: RandomAccess): Iterable<Item> {
  const blocks = openBlocks(file);
  const { window } = blocks;
  for (const { prefix, stored } of blocks.end ? [...blocks.front, blocks.end] : blocks.front) {
    const tag = upgradeTag(stored);
    for (const frame of tag.frames)
      yield {
        key: `${prefix}/${placeOf(tag, frame).place}`,
        digest: digestOf(contentOf(tag, frame)),
      };
  }
  for (const { key, flags, value } of blocks.ape?.tag.items ?? [])
    yield {
      key: `ape/${key.toLowerCase()}`,
      digest: digestOf(`${flags} ${value.toString('latin1')}`),
    };
  for (const [field, values] of Object.entries(blocks.id3v1?.content.fields ?? {}))
    yield { key: `id3v1/${field}`, digest: digestOf(values.join('\0')) };
  for (const { kind, offset, length } of blocks.trailers)
    if (kind === 'other') yield { key: 'trailer', digest: digestRange(window, offset, length) };
  if (blocks.form !== undefined) yield* formInventory(blocks, blocks.form);
}

function* formInventory({ window, info }: Blocks, form: Form): Iterable<Item> {
  for (const chunk of form.chunks) {
    const list = info.find((one) => one.list === chunk);
    if (isId3Chunk(chunk) || chunk === soundChunk(form) || chunk.id === 'ds64') continue;
    if (list === undefined)
      yield { key: `chunk/${chunk.id.toLowerCase()}`, digest: digestChunk(window, chunk) };
    else
      for (const item of list.items)
        yield { key: `info/${item.id.toLowerCase()}`, digest: digestChunk(window, item) };
  }
  if (form.end < window.size)
    yield { key: 'trailer', digest: digestRange(window, form.end, window.size - form.end) };
}

const digestChunk = (window: Window, { offset, size }: Chunk): string =>
  digestRange(window, offset, size);

const step = 1024 * 1024;

function digestRange(window: Window, offset: number, length: number): string {
  const sum = createHash('sha256');
  for (let at = 0; at < length; at += step)
    sum.update(window.bytes(offset + at, Math.min(step, length - at)));
  return sum.digest('base64url').slice(0, 22);
}

/** The keys that a change may touch, in whichever blocks the file has. */
export function* changedKeys(file: RandomAccess, set: Fields): Iterable<string> {
  const blocks = openBlocks(file);
  const reading = readingBlock(blocks);
  // A tag that is made, or that was empty so far, gets all that was read elsewhere.
  if (blocks.front.length === 0 || (reading !== undefined && reading !== blocks.front[0]))
    yield 'id3v2/*';
  const tags = ['id3v2', ...blocks.front.slice(1).map(({ prefix }) => prefix), 'id3v2.end'];
  for (const [field] of orderChanges(set)) {
    const places = mapping[field];
    const older =
      field === 'date' ? ['tyer', 'tdat', 'time'] : field === 'originaldate' ? ['tory'] : [];
    for (const place of [
      ...places.id3v2.map((name) => splitPlace(name).name.toLowerCase()),
      ...older,
    ])
      for (const prefix of tags) yield `${prefix}/${place}`;
    for (const place of places.ape ?? []) yield `ape/${splitPlace(place).name.toLowerCase()}`;
    for (const place of places.info ?? []) yield `info/${place.toLowerCase()}`;
    for (const place of places.aiff ?? []) yield `chunk/${place.toLowerCase()}`;
    if (places.id3v1 !== undefined) yield `id3v1/${places.id3v1}`;
    if (field === 'date') yield 'id3v1/date';
  }
}
