import { createHash } from 'node:crypto';
import { EarmarkError, type Fields, type RandomAccess, type TagCodec } from '@earmark/spec';

const magic = 'SAMP';
const headerBytes = magic.length + 8;
const writable = new Set(['title', 'artist', 'album', 'genre']);

interface Head {
  /** Where the sound begins. */
  readonly end: number;
  readonly lines: readonly string[];
}

const isSample = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
const fieldOf = (line: string) => line.slice(0, line.indexOf('='));

function headOf(file: RandomAccess): Head {
  const header = file.bytes(0, headerBytes);
  const length = Number(Buffer.from(header.subarray(magic.length)).toString('latin1'));
  const isWhole = Number.isInteger(length) && length >= 0 && headerBytes + length < file.size;
  if (!isSample(header) || !isWhole)
    throw new EarmarkError('malformed', 'the head of the file is cut off');
  const text = Buffer.from(file.bytes(headerBytes, length)).toString().replaceAll('\0', '');
  return {
    end: headerBytes + length,
    lines: text.split('\n').filter((line) => /^[^=]+=./.test(line)),
  };
}

/** What the worker imports by its name. */
export function sampleCodec(): TagCodec {
  return {
    recognises: isSample,
    read(file) {
      const fields: Record<string, readonly string[]> = {};
      for (const line of headOf(file).lines) {
        const field = fieldOf(line);
        fields[field] = [...(fields[field] ?? []), line.slice(field.length + 1)];
      }
      return { fields, complete: true, pictures: 0, chapters: 0 };
    },
    *edits(file, set: Fields) {
      const unknown = Object.keys(set).find((field) => !writable.has(field));
      if (unknown !== undefined)
        throw new EarmarkError('unsupported', `a .samp file holds no ${unknown}`);
      const { end, lines } = headOf(file);
      const kept = lines.filter((line) => !(fieldOf(line) in set));
      const added = Object.entries(set).flatMap(([field, values]) =>
        values.map((value) => `${field}=${value}`),
      );
      const text = Buffer.from([...kept, ...added].map((line) => `${line}\n`).join(''));
      const room = Math.max(end - headerBytes, text.length);
      const header = Buffer.from(`${magic}${String(room).padStart(8, '0')}`);
      const padding = Buffer.alloc(room - text.length, ' ');
      yield { range: { offset: 0, length: end }, bytes: Buffer.concat([header, text, padding]) };
    },
    changes: (_, set) => Object.keys(set),
    essence(file) {
      const { end } = headOf(file);
      return [{ offset: end, length: file.size - end }];
    },
    inventory: (file) =>
      headOf(file).lines.map((line) => ({
        key: fieldOf(line),
        digest: createHash('sha256').update(line).digest('hex'),
      })),
  };
}
