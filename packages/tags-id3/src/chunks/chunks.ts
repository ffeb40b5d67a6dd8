import { startsWith } from '../bytes.ts';
import type { Window } from '../window.ts';

export interface Chunk {
  /** Four characters. */
  readonly id: string;
  /** Where its eight header bytes begin. */
  readonly at: number;
  /** Where its content begins, and how long it is without a pad byte. */
  readonly offset: number;
  readonly size: number;
}
/** A file of chunks: WAV (little-endian) or AIFF (big-endian). */
export interface Form {
  readonly kind: 'wave' | 'aiff';
  /** RF64 and BW64: sizes of 64 bits stand in the `ds64` chunk. */
  readonly large: boolean;
  readonly chunks: readonly Chunk[];
  /** Where the form ends and another chunk would go; the file may go on. */
  readonly end: number;
  readonly problem?: string;
}

const mostChunks = 4096;
const headerSize = 8;

/** Whether a file that begins so is a form that can carry an ID3 tag. */
export function formKind(head: Buffer): Form['kind'] | undefined {
  const wave = ['RIFF', 'RF64', 'BW64'].some((id) => startsWith(head, 0, id));
  if (wave && startsWith(head, 8, 'WAVE')) return 'wave';
  if (!startsWith(head, 0, 'FORM')) return undefined;
  return startsWith(head, 8, 'AIFF') || startsWith(head, 8, 'AIFC') ? 'aiff' : undefined;
}

export function readForm(window: Window, kind: Form['kind']): Form {
  const large = kind === 'wave' && !startsWith(window.bytes(0, 4), 0, 'RIFF');
  const chunks: Chunk[] = [];
  let sizes: { readonly form: number; readonly data: number } | undefined;
  let end = Math.min(headerSize + readSize(window.bytes(4, 4), 0, kind), window.size);
  if (large) end = window.size;
  let at = 12;
  let problem: string | undefined;
  while (at + headerSize <= end && problem === undefined) {
    const header = window.bytes(at, headerSize);
    const id = header.toString('latin1', 0, 4);
    // Padding of zeros, or junk, after the last chunk.
    if (!/^[\x20-\x7e\xa9]{4}$/.test(id)) {
      if (chunks.length === 0) problem = 'no chunk where the first one should be';
      break;
    }
    const offset = at + headerSize;
    let size = readSize(header, 4, kind);
    if (large && id === 'ds64' && size >= 24) {
      sizes = readLargeSizes(window.bytes(offset, 24));
      end = Math.min(headerSize + sizes.form, window.size);
    }
    if (large && id === 'data' && size === 0xffffffff && sizes !== undefined) size = sizes.data;
    if (offset + size > window.size) {
      problem = `the chunk "${id}" is longer than the file`;
      size = window.size - offset;
    }
    chunks.push({ id, at, offset, size });
    if (chunks.length > mostChunks) problem = `more than ${mostChunks} chunks`;
    at = offset + size + (size & 1);
  }
  end = Math.min(Math.max(at, 12), window.size);
  const form = { kind, large, chunks, end };
  return problem === undefined ? form : { ...form, problem };
}

const readSize = (bytes: Buffer, at: number, kind: Form['kind']): number =>
  bytes.length < at + 4 ? 0 : kind === 'wave' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

function readLargeSizes(bytes: Buffer): { readonly form: number; readonly data: number } {
  if (bytes.length < 24) return { form: 0, data: 0 };
  return { form: Number(bytes.readBigUInt64LE(0)), data: Number(bytes.readBigUInt64LE(8)) };
}

export const isId3Chunk = ({ id }: Chunk): boolean => id.trimEnd().toUpperCase() === 'ID3';
/** The chunk that holds the sound. */
export const soundChunk = ({ chunks, kind }: Form): Chunk | undefined =>
  chunks.find(({ id }) => id === (kind === 'wave' ? 'data' : 'SSND'));
