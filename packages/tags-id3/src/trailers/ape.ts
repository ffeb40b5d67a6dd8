import type { Fields } from '@earmark/core';
import { has } from '@earmark/tags/codec';
import type { BlockContent } from '../id3v2/fields.ts';
import { gatherFields, indexPlaces } from '../places.ts';

export const apeFooterLength = 32;
const hasHeader = 0x80000000;

export interface ApeItem {
  readonly key: string;
  readonly flags: number;
  readonly value: Buffer;
}
export interface ApeTag {
  /** 1000 or 2000. */
  readonly version: number;
  readonly flags: number;
  readonly items: readonly ApeItem[];
  readonly problem?: string;
}

/** The length of the whole tag whose footer these 32 bytes are, or 0. */
export function apeLength(footer: Buffer): number {
  if (footer.length < apeFooterLength || !has(footer, 0, 'APETAGEX')) return 0;
  const size = footer.readUInt32LE(12);
  const flags = footer.readUInt32LE(20);
  if (size < apeFooterLength) return 0;
  return size + ((flags & hasHeader) !== 0 ? apeFooterLength : 0);
}

/** The items of a whole tag (header, items, footer). */
export function parseApe(bytes: Buffer): ApeTag {
  const footer = bytes.subarray(bytes.length - apeFooterLength);
  const flags = footer.readUInt32LE(20);
  const end = bytes.length - apeFooterLength;
  const items: ApeItem[] = [];
  let at = (flags & hasHeader) !== 0 ? apeFooterLength : 0;
  let problem: string | undefined;
  while (at < end) {
    const keyEnd = bytes.indexOf(0, at + 8);
    const size = at + 8 <= end ? bytes.readUInt32LE(at) : 0;
    if (keyEnd < at + 9 || keyEnd >= end || keyEnd + 1 + size > end) {
      problem = 'an APE item that is longer than its tag';
      break;
    }
    items.push({
      key: bytes.toString('latin1', at + 8, keyEnd),
      flags: bytes.readUInt32LE(at + 4),
      value: bytes.subarray(keyEnd + 1, keyEnd + 1 + size),
    });
    at = keyEnd + 1 + size;
  }
  const tag = { version: footer.readUInt32LE(8), flags, items };
  return problem === undefined ? tag : { ...tag, problem };
}

const index = indexPlaces('ape');
/** Bits 1 and 2 of an item's flags: 0 is text. */
const isText = (item: ApeItem): boolean => (item.flags & 6) === 0;

const isLyrics = (item: ApeItem): boolean => isText(item) && item.key.toLowerCase() === 'lyrics';

/** What is sung, of each item that says it. */
export const lyricsOf = ({ items }: ApeTag): string[] =>
  items.filter(isLyrics).map(({ value }) => textsOf(value).join('\n'));

export function readApe(tag: ApeTag): BlockContent {
  const gathered = gatherFields(index);
  let pictures = 0;
  for (const item of tag.items) {
    const place = item.key.toLowerCase();
    if (place.startsWith('cover art')) pictures++;
    else if (isLyrics(item)) gathered.add(place, ['yes']);
    else if (isText(item) && gathered.wants(place)) gathered.add(place, textsOf(item.value));
  }
  const content = { fields: gathered.fields as Fields, pictures, chapters: 0 };
  return tag.problem === undefined ? content : { ...content, problem: tag.problem };
}

export const textsOf = (value: Buffer): string[] =>
  value
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '');

export function renderApe(tag: ApeTag): Buffer {
  const body = Buffer.concat(
    tag.items.map((item) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(item.value.length, 0);
      head.writeUInt32LE(item.flags >>> 0, 4);
      return Buffer.concat([head, Buffer.from(`${item.key}\0`, 'latin1'), item.value]);
    }),
  );
  const edge = (isHeader: boolean) => {
    const bytes = Buffer.alloc(apeFooterLength);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(tag.version, 8);
    bytes.writeUInt32LE(body.length + apeFooterLength, 12);
    bytes.writeUInt32LE(tag.items.length, 16);
    bytes.writeUInt32LE((isHeader ? tag.flags | 0x20000000 : tag.flags & ~0x20000000) >>> 0, 20);
    return bytes;
  };
  const header = (tag.flags & hasHeader) !== 0 ? [edge(true)] : [];
  return Buffer.concat([...header, body, edge(false)]);
}
