import { has } from '@earmark/tags/codec';
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
  /** Why nothing can be written. */
  readonly problem?: string;
}

const mostChunks = 4096;
/** No writer leaves more room behind its chunks. */
const mostPadding = 1024 * 1024;
const headerSize = 8;

/** Whether a file that begins so is a form that can carry an ID3 tag. */
export function formKind(head: Buffer): Form['kind'] | undefined {
  const wave = ['RIFF', 'RF64', 'BW64'].some((id) => has(head, 0, id));
  if (wave && has(head, 8, 'WAVE')) return 'wave';
  if (!has(head, 0, 'FORM')) return undefined;
  return has(head, 8, 'AIFF') || has(head, 8, 'AIFC') ? 'aiff' : undefined;
}

export function readForm(window: Window, kind: Form['kind']): Form {
  const large = kind === 'wave' && !has(window.bytes(0, 4), 0, 'RIFF');
  const chunks: Chunk[] = [];
  let sizes: { readonly form: number; readonly data: number } | undefined;
  let end = Math.min(headerSize + readSize(window.bytes(4, 4), 0, kind), window.size);
  if (large) end = window.size;
  let at = 12;
  let problem: string | undefined;
  while (at + headerSize <= end) {
    const header = window.bytes(at, headerSize);
    const id = header.toString('latin1', 0, 4);
    if (!chunkId.test(id)) {
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
      problem ??= `the chunk "${id}" is longer than the file`;
      size = window.size - offset;
    }
    chunks.push({ id, at, offset, size });
    at = offset + size;
    if ((size & 1) === 1) {
      const { length, lacking } = padAt(window, at, end, kind);
      at += length;
      if (lacking) problem ??= `the chunk "${id}" lacks its pad byte`;
    }
    if (chunks.length > mostChunks) {
      problem ??= `more than ${mostChunks} chunks`;
      break;
    }
  }
  if (!isZero(window, at, end)) problem ??= `bytes at ${at} that are no chunk`;
  const form = { kind, large, chunks, end: Math.min(at, window.size) };
  return problem === undefined ? form : { ...form, problem };
}

const chunkId = /^[\x20-\x7e\xa9]{4}$/;

/**
 * What stands behind a chunk of odd length, where the form ends at `end`: a pad byte, which should be 0, or, of
 * some writers, the next chunk at once.
 */
function padAt(
  window: Window,
  at: number,
  end: number,
  kind: Form['kind'],
): { readonly length: 0 | 1; readonly lacking: boolean } {
  const pad = window.bytes(at, 1)[0] ?? 0;
  if (pad === 0) return { length: 1, lacking: false };
  if (at >= end) return { length: 0, lacking: false };
  const isChunk = (place: number): boolean => {
    const header = window.bytes(place, headerSize);
    return (
      place + headerSize <= end &&
      chunkId.test(header.toString('latin1', 0, 4)) &&
      place + headerSize + readSize(header, 4, kind) <= window.size
    );
  };
  const lacking = isChunk(at);
  return { length: lacking && !isChunk(at + 1) ? 0 : 1, lacking };
}

/** Whether there is nothing but padding between two places. */
function isZero(window: Window, from: number, to: number): boolean {
  if (to - from > mostPadding) return false;
  return to <= from || window.bytes(from, to - from).every((byte) => byte === 0);
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
