import { u32 } from '../bytes.ts';
import { atom } from '../items/build.ts';

export { atom, u32 };

export const data = (type: number, value: Uint8Array | string): Buffer =>
  atom('data', u32(type), u32(0), Buffer.from(value));
export const text = (key: string, ...values: string[]): Buffer =>
  atom(key, ...values.map((value) => data(1, value)));
export const freeform = (name: string, ...values: string[]): Buffer =>
  atom(
    '----',
    atom('mean', u32(0), Buffer.from('com.apple.iTunes')),
    atom('name', u32(0), Buffer.from(name)),
    ...values.map((value) => data(1, value)),
  );
export const free = (length: number): Buffer => atom('free', Buffer.alloc(length - 8));
export const cover = (length: number): Buffer => atom('covr', data(13, Buffer.alloc(length, 7)));

/** The header of 16 bytes, for atoms that could be larger than 4 GB. */
export const wide = (type: string, ...content: readonly Uint8Array[]): Buffer => {
  const inner = Buffer.concat(content);
  return Buffer.concat([
    u32(1),
    Buffer.from(type, 'latin1'),
    u32(0),
    u32(inner.length + 16),
    inner,
  ]);
};
/** No length: to the end of the file. */
export const open = (type: string, ...content: readonly Uint8Array[]): Buffer =>
  Buffer.concat([u32(0), Buffer.from(type, 'latin1'), ...content]);

export const sound = Buffer.from(Array.from({ length: 600 }, (_, at) => at % 251));
export const ftyp = atom('ftyp', Buffer.from('M4A \0\0\0\0', 'latin1'));
const handler = atom('hdlr', Buffer.alloc(8), Buffer.from('mdirappl', 'latin1'), Buffer.alloc(9));

export const meta = (...content: readonly Buffer[]): Buffer =>
  atom('meta', u32(0), handler, ...content);
export const quickTimeMeta = (...content: readonly Buffer[]): Buffer =>
  atom('meta', handler, ...content);
export const ilst = (...items: readonly Buffer[]): Buffer => atom('ilst', ...items);
/** `moov/udta/meta/ilst`, and what stands behind it in `meta`. */
export const tags = (items: readonly Buffer[], ...behind: readonly Buffer[]): Buffer =>
  atom('udta', meta(ilst(...items), ...behind));

/** Version 1, with so many chapters of one letter. */
export const chpl = (count: number): Buffer =>
  atom(
    'chpl',
    Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, count]),
    ...Array.from({ length: count }, () => Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 65])),
  );

const half = { units: 44_100, length: 22_050 };
const timed = (type: string): Buffer =>
  atom(type, u32(0), u32(0), u32(0), u32(half.units), u32(half.length), Buffer.alloc(4));

/** A movie of one sound track whose chunks begin where `chunks` say. */
export interface MovieSpec {
  readonly chunks: readonly number[];
  readonly large?: boolean;
  readonly udta?: Buffer;
  readonly more?: readonly Buffer[];
}
export function moov({ chunks, large = false, udta, more = [] }: MovieSpec): Buffer {
  const entries = chunks.map((offset) =>
    large ? Buffer.concat([u32(0), u32(offset)]) : u32(offset),
  );
  const table = atom(large ? 'co64' : 'stco', u32(0), u32(chunks.length), ...entries);
  const sizes = atom('stsz', u32(0), u32(0), u32(7));
  const soundHandler = atom(
    'hdlr',
    Buffer.alloc(8),
    Buffer.from('soun', 'latin1'),
    Buffer.alloc(13),
  );
  const media = atom('mdia', timed('mdhd'), soundHandler, atom('minf', atom('stbl', sizes, table)));
  const track = atom('trak', atom('tkhd', Buffer.alloc(84)), media);
  return atom('moov', timed('mvhd'), track, ...more, ...(udta ? [udta] : []));
}

/** Where in the sound the two chunks of `movieFirst` and `movieLast` begin. */
export const chunkStarts = [0, 250];

type Spec = Omit<MovieSpec, 'chunks'>;
/** As a stream is best stored: the movie in front of the sound, and what stands between them. */
export function movieFirst(spec: Spec, between: readonly Buffer[] = [], pack = atom): Buffer {
  const build = (start: number): Buffer[] => [
    ftyp,
    moov({ ...spec, chunks: chunkStarts.map((at) => start + at) }),
    ...between,
  ];
  const front = Buffer.concat(build(0)).length;
  const media = pack('mdat', sound);
  return Buffer.concat([...build(front + media.length - sound.length), media]);
}
export function movieLast(spec: Spec, pack = atom): Buffer {
  const media = pack('mdat', sound);
  const start = ftyp.length + media.length - sound.length;
  return Buffer.concat([
    ftyp,
    media,
    moov({ ...spec, chunks: chunkStarts.map((at) => start + at) }),
  ]);
}
