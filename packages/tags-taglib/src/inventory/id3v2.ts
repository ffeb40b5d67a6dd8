import type { RandomAccess } from '@earmark/core';
import { isId3v2, latin1 } from '../containers/container.ts';
import { digestOf, entry, type InventoryEntry } from './digest.ts';

/** Flags that make frames unreadable without undoing them: such a tag counts as one thing, and is not written. */
const opaqueFlags = 0xe0;
const encodings = ['latin1', 'utf16le', 'utf16be', 'utf8'] as const;
/** v2.2 and v2.3 have the date in two or three frames, v2.4 in one. */
const dateFrames = new Map([
  ['TYE', 'year'],
  ['TYER', 'year'],
  ['TDA', 'day'],
  ['TDAT', 'day'],
  ['TIM', 'time'],
  ['TIME', 'time'],
  ['TDRC', 'date'],
]);

/** Texts with a language behind the byte of their encoding. */
const spokenFrames = new Set(['COM', 'COMM', 'ULT', 'USLT']);

interface Frame {
  readonly id: string;
  readonly content: Uint8Array;
  /** Neither compressed, encrypted, grouped nor unsynchronised. */
  readonly plain: boolean;
}

/** The frames of the ID3v2 tags one after another at a place. Text frames count by what they say, whatever their encoding and the tag's version. */
export function* id3v2Entries(
  file: RandomAccess,
  start: number,
  end: number,
): Iterable<InventoryEntry> {
  for (let tag = start; ; ) {
    const header = file.bytes(tag, 10);
    if (header.length < 10 || !isId3v2(header)) return;
    const [version = 0, , flags = 0] = header.subarray(3);
    const tagEnd = tag + 10 + synchsafe(header, 6);
    if (tagEnd > end) return;
    if ((flags & opaqueFlags) !== 0 || version < 2 || version > 4)
      yield entry('id3v2', file.bytes(tag, tagEnd - tag));
    else yield* frameEntries(framesIn(file, tag + 10, tagEnd, version));
    tag = tagEnd + ((flags & 0x10) === 0 ? 0 : 10);
  }
}

function* framesIn(
  file: RandomAccess,
  start: number,
  end: number,
  version: number,
): Iterable<Frame> {
  const [idBytes, headBytes] = version === 2 ? [3, 6] : [4, 10];
  for (let at = start; at + headBytes <= end; ) {
    const head = Buffer.from(file.bytes(at, headBytes));
    const id = latin1(head.subarray(0, idBytes));
    const size = version === 4 ? synchsafe(head, 4) : head.readUIntBE(idBytes, idBytes);
    if (!/^[A-Z0-9]+$/.test(id) || at + headBytes + size > end) return;
    const content = file.bytes(at + headBytes, size);
    yield {
      id,
      content,
      plain: version === 2 || ((head[9] ?? 0) === 0 && ((head[8] ?? 0) & 0x0f) === 0),
    };
    at += headBytes + size;
  }
}

function* frameEntries(frames: Iterable<Frame>): Iterable<InventoryEntry> {
  const dates = new Map<string, string>();
  for (const { id, content, plain } of frames) {
    const dated = dateFrames.get(id);
    if (dated !== undefined && plain) dates.set(dated, textOf(content));
    else if (id.startsWith('T') && plain) yield entry(textKey(id, content), textOf(content));
    else if (spokenFrames.has(id) && plain) yield entry(`id3v2:${id}`, spokenText(content));
    else yield { key: `id3v2:${id}`, digest: digestOf(content) };
  }
  if (dates.size > 0) yield entry('id3v2:date', dateOf(dates));
}

function dateOf(parts: ReadonlyMap<string, string>): string {
  const [, day, month] = /^(\d\d)(\d\d)/.exec(parts.get('day') ?? '') ?? [];
  const date = [parts.get('year'), month, day].filter((part) => part !== undefined).join('-');
  return (parts.get('date') ?? date).slice(0, 'yyyy-mm-dd'.length);
}

function textKey(id: string, content: Uint8Array): string {
  return /^TXXX?$/.test(id) ? `id3v2:TXXX:${textOf(content).split('\0')[0]}` : `id3v2:${id}`;
}

function spokenText(content: Uint8Array): string {
  const text = Buffer.concat([content.subarray(0, 1), content.subarray(4)]);
  return `${latin1(content.subarray(1, 4))}:${textOf(text)}`;
}

function textOf(content: Uint8Array): string {
  const encoding = encodings[content[0] ?? 0] ?? 'latin1';
  const bytes = Buffer.from(content.subarray(1));
  const swapped = encoding === 'utf16be' || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (swapped && bytes.length % 2 === 0) bytes.swap16();
  const text = bytes.toString(encoding === 'utf16be' ? 'utf16le' : encoding);
  return text.replaceAll('\uFEFF', '').replace(/\0+$/, '');
}

function synchsafe(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}
