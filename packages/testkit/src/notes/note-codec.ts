import {
  EarmarkError,
  type Fields,
  isFieldName,
  type RandomAccess,
  type TagCodec,
} from '@earmark/core';

/** What can be wrong with a codec, to be planted one at a time. */
export interface NoteFaults {
  /** A title that makes the reader never come back. */
  readonly hangOn?: string;
  /** A title that makes the reader take all memory there is. */
  readonly growOn?: string;
  /** A title that makes the reader refuse. */
  readonly refuseOn?: string;
  /** Edits that reach into the sound. */
  readonly touchSound?: boolean;
  /** Edits that also drop a field nobody asked about. */
  readonly dropComment?: boolean;
  /** Edits that write another value than was asked for. */
  readonly wrongValue?: boolean;
  /** An empty list does not delete. */
  readonly keepsDeleted?: boolean;
  /** Several values become one. */
  readonly joinsValues?: boolean;
  /** Each write adds padding. */
  readonly growsAlways?: boolean;
  /** Fields that do not exist are written, too. */
  readonly takesAnyField?: boolean;
  /** Titles read in capitals. */
  readonly misreads?: boolean;
  /** An absent album reads as an empty text. */
  readonly emptyValues?: boolean;
  /** The sound is said to go on behind the end of the file. */
  readonly soundTooLong?: boolean;
  /** Values are cut to 1,000 letters. */
  readonly shortTitles?: boolean;
  readonly recognisesAll?: boolean;
  /** Errors without a code. */
  readonly unnamedErrors?: boolean;
}
const magic = 'NOTE';
const headerBytes = 12;

interface Head {
  readonly end: number;
  readonly lines: readonly string[];
}
const keyOf = (line: string): string => line.slice(0, line.indexOf('='));
const isNote = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;

function headOf(file: RandomAccess, faults: NoteFaults): Head {
  const header = file.bytes(0, headerBytes);
  const length = Number(Buffer.from(header.subarray(magic.length)).toString('latin1'));
  if (
    !isNote(header) ||
    !Number.isInteger(length) ||
    length < 0 ||
    headerBytes + length > file.size
  ) {
    if (faults.unnamedErrors === true) throw new RangeError('out of range');
    throw new EarmarkError('malformed', 'the head of the note is cut off');
  }
  const text = Buffer.from(file.bytes(headerBytes, length)).toString();
  const lines = text.replaceAll('\0', '').split('\n');
  return { end: headerBytes + length, lines: lines.filter((line) => /^[^=]+=./.test(line)) };
}

function fieldsOf(lines: readonly string[]): Fields {
  const fields: Record<string, readonly string[]> = {};
  for (const line of lines)
    fields[keyOf(line)] = [...(fields[keyOf(line)] ?? []), line.slice(keyOf(line).length + 1)];
  return fields;
}

/** Does with some titles what hostile files do to a parser. */
function misbehave({ hangOn, growOn, refuseOn }: NoteFaults, title: string | undefined): void {
  if (title === undefined) return;
  if (title === refuseOn) throw new EarmarkError('malformed', 'this title is refused');
  while (title === hangOn);
  const eaten: unknown[] = [];
  while (title === growOn) eaten.push(new Array(100_000).fill(eaten.length));
}

function spelled(value: string, faults: NoteFaults): string {
  const cut = faults.shortTitles === true ? value.slice(0, 1000) : value;
  return faults.wrongValue === true ? `not ${cut}` : cut;
}

/** The codec of the format that is made for tests: see `createNoteFormat`. */
export function noteCodec(faults: NoteFaults = {}): TagCodec {
  return {
    recognises: (head) => faults.recognisesAll === true || isNote(head),
    read(file) {
      const fields = fieldsOf(headOf(file, faults).lines);
      misbehave(faults, fields.title?.[0]);
      const extra: Fields = faults.emptyValues === true ? { album: [''] } : {};
      const misread =
        faults.misreads === true
          ? { title: (fields.title ?? []).map((title) => title.toUpperCase()) }
          : {};
      const complete = fields.broken === undefined;
      return { fields: { ...extra, ...fields, ...misread }, complete, pictures: 0, chapters: 0 };
    },
    *edits(file, set) {
      const unknown = Object.keys(set).find((field) => !isFieldName(field));
      if (unknown !== undefined && faults.takesAnyField !== true)
        throw new EarmarkError('unsupported', `a note has no ${unknown}`);
      const { end, lines } = headOf(file, faults);
      const goes = (key: string) =>
        key in set && !(faults.keepsDeleted === true && set[key]?.length === 0);
      const kept = lines.filter(
        (line) => !goes(keyOf(line)) && !(faults.dropComment === true && keyOf(line) === 'comment'),
      );
      const added = Object.entries(set).flatMap(([key, values]) => {
        const several =
          faults.joinsValues === true && values.length > 0 ? [values.join('; ')] : values;
        return several.map((value) => `${key}=${spelled(value, faults)}`);
      });
      const text = Buffer.from([...kept, ...added].map((line) => `${line}\n`).join(''));
      const room = Math.max(end - headerBytes, text.length) + (faults.growsAlways === true ? 1 : 0);
      const header = Buffer.from(`${magic}${String(room).padStart(8, '0')}`);
      const padding = Buffer.alloc(room - text.length, ' ');
      yield { range: { offset: 0, length: end }, bytes: Buffer.concat([header, text, padding]) };
      if (faults.touchSound === true)
        yield { range: { offset: end + 1, length: 1 }, bytes: Buffer.from('!') };
    },
    changes: (_, set) => Object.keys(set),
    essence(file) {
      const { end } = headOf(file, faults);
      return [{ offset: end, length: file.size - end + (faults.soundTooLong === true ? 1 : 0) }];
    },
    inventory: (file) =>
      headOf(file, faults).lines.map((line) => ({ key: keyOf(line), digest: line })),
  };
}
