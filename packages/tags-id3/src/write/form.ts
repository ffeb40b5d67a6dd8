import type { Edit, Fields } from '@earmark/core';
import type { Chunk, Form } from '../chunks/chunks.ts';
import { changeTag, orderChanges, refuse } from '../id3v2/change.ts';
import { mapping } from '../mapping.ts';
import { splitPlace } from '../places.ts';
import type { Blocks } from './blocks.ts';
import { firstTag, fitTag, presentOf, type WriteOptions } from './first-tag.ts';

/** The edits of a WAV or AIFF file: the ID3 chunk, the texts of the format where they are, and the sizes around them. */
export function formEdits(blocks: Blocks, form: Form, set: Fields, options: WriteOptions): Edit[] {
  const little = form.kind === 'wave';
  const edits: Edit[] = [];
  const [first] = blocks.front;
  if (first === undefined) {
    const bytes = fitTag(firstTag(blocks, set, options), 0, undefined, options);
    edits.push(insertion(form, makeChunk(little ? 'id3 ' : 'ID3 ', bytes, little)));
  }
  for (const block of blocks.front) {
    const tag =
      block === first
        ? firstTag(blocks, set, options)
        : changeTag(block.stored, presentOf(block, set), options);
    const room = block.chunk?.size ?? block.tag.total;
    const bytes = fitTag(tag, room, block.stored, options);
    if (block.chunk !== undefined) edits.push(replaceChunk(form, block.chunk, bytes));
  }
  edits.push(...textEdits(blocks, form, set));
  const grown = edits.reduce((sum, { range, bytes }) => sum + bytes.length - range.length, 0);
  if (grown !== 0) edits.push(sizeEdit(blocks, form, grown));
  return edits;
}

function makeChunk(id: string, content: Buffer, little: boolean): Buffer {
  const out = Buffer.alloc(8 + content.length + (content.length & 1));
  out.write(id, 'latin1');
  if (little) out.writeUInt32LE(content.length, 4);
  else out.writeUInt32BE(content.length, 4);
  content.copy(out, 8);
  return out;
}

/** A new chunk behind the last one, which gets the pad byte that it may lack. */
function insertion(form: Form, chunk: Buffer): Edit {
  const pad = form.end & 1;
  const bytes = pad === 0 ? chunk : Buffer.concat([Buffer.alloc(1), chunk]);
  return { range: { offset: form.end, length: 0 }, bytes };
}

/** The whole chunk again, with its pad byte. The last chunk of a file may lack its own. */
function replaceChunk(form: Form, chunk: Chunk, content: Buffer): Edit {
  const bytes = makeChunk(chunk.id, content, form.kind === 'wave');
  const end = Math.min(chunk.offset + chunk.size + (chunk.size & 1), form.end);
  return { range: { offset: chunk.at, length: end - chunk.at }, bytes };
}

function textEdits(blocks: Blocks, form: Form, set: Fields): Edit[] {
  const kind = form.kind === 'wave' ? 'info' : 'aiff';
  const wanted = new Map<string, string>();
  for (const [field, values] of orderChanges(set))
    for (const place of mapping[field][kind] ?? [])
      wanted.set(splitPlace(place).name, values[0] ?? '');
  if (kind === 'aiff')
    return form.chunks.flatMap((chunk) => {
      const text = wanted.get(chunk.id);
      return text === undefined ? [] : replaceText(form, chunk, text, '');
    });
  return blocks.info.flatMap(({ list, items }) => {
    if (!items.some(({ id }) => wanted.has(id))) return [];
    const last = items.at(-1);
    const end = last === undefined ? list.offset + 4 : last.offset + last.size + (last.size & 1);
    if (end < list.offset + list.size) return refuse('an INFO list with bytes that are no item');
    const parts = items.map((item) => {
      const text = wanted.get(item.id);
      if (text === '') return Buffer.alloc(0);
      const old = Buffer.from(blocks.window.bytes(item.offset, item.size));
      return makeChunk(item.id, text === undefined ? old : Buffer.from(`${text}\0`, 'utf8'), true);
    });
    return [replaceChunk(form, list, Buffer.concat([Buffer.from('INFO', 'latin1'), ...parts]))];
  });
}

function replaceText(form: Form, chunk: Chunk, text: string, ending: string): Edit {
  const edit = replaceChunk(form, chunk, Buffer.from(text + ending, 'utf8'));
  return text === '' ? { ...edit, bytes: Buffer.alloc(0) } : edit;
}

/** The size of the whole form, which is what its chunks take. */
function sizeEdit({ window }: Blocks, form: Form, grown: number): Edit {
  const size = form.end + grown - 8;
  const ds64 = form.chunks.find(({ id }) => id === 'ds64');
  if (form.large && ds64 !== undefined && window.bytes(4, 4).readUInt32LE(0) === 0xffffffff) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(size));
    return { range: { offset: ds64.offset, length: 8 }, bytes };
  }
  if (size >= 0xffffffff) return refuse('the file would outgrow the 4 GB of its format');
  const bytes = Buffer.alloc(4);
  if (form.kind === 'wave') bytes.writeUInt32LE(size);
  else bytes.writeUInt32BE(size);
  return { range: { offset: 4, length: 4 }, bytes };
}
