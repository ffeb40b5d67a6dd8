import { has } from '@earmark/tags/codec';
import type { BlockContent } from '../id3v2/fields.ts';
import { gatherFields, indexPlaces } from '../places.ts';
import type { Window } from '../window.ts';
import type { Chunk, Form } from './chunks.ts';

const info = indexPlaces('info');
const aiff = indexPlaces('aiff');

/** No text of such a block is longer. */
const longest = 64 * 1024;

/** The LIST chunks of kind INFO. */
export const infoLists = (window: Window, form: Form): readonly Chunk[] =>
  form.kind === 'wave'
    ? form.chunks.filter(
        ({ id, offset, size }) =>
          id === 'LIST' && size >= 4 && has(window.bytes(offset, 4), 0, 'INFO'),
      )
    : [];

/** The chunks inside an INFO list. */
export function infoItems(window: Window, list: Chunk): readonly Chunk[] {
  const items: Chunk[] = [];
  const end = list.offset + list.size;
  for (let at = list.offset + 4; at + 8 <= end && items.length < 1000; ) {
    const header = window.bytes(at, 8);
    if (header.length < 8) break;
    const size = header.readUInt32LE(4);
    if (at + 8 + size > end) break;
    items.push({ id: header.toString('latin1', 0, 4), at, offset: at + 8, size });
    at += 8 + size + (size & 1);
  }
  return items;
}

/** What the format's own text chunks say: an INFO list, or NAME, AUTH and ANNO. */
export function readTexts(window: Window, form: Form): BlockContent {
  const first = infoLists(window, form)[0];
  const [index, items] =
    form.kind === 'wave'
      ? ([info, first === undefined ? [] : infoItems(window, first)] as const)
      : ([aiff, form.chunks] as const);
  const gathered = gatherFields(index);
  for (const { id, offset, size } of items) {
    const place = id.toLowerCase();
    if (!gathered.wants(place) || size > longest) continue;
    const text = readText(window.bytes(offset, size));
    if (text !== '') gathered.add(place, [text]);
  }
  return { fields: gathered.fields, pictures: 0, chapters: 0 };
}

/** Up to the first NUL; UTF-8 where it is valid, else Latin-1. */
function readText(bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  const used = nul < 0 ? bytes : bytes.subarray(0, nul);
  const wide = used.toString('utf8');
  return (wide.includes('\ufffd') ? used.toString('latin1') : wide).trimEnd();
}
