import { has } from '@earmark/tags/codec';
import { tagLength } from '../id3v2/tag.ts';
import type { Window } from '../window.ts';
import { apeFooterLength, apeLength } from './ape.ts';
import { id3v1Length } from './id3v1.ts';

export interface Trailer {
  /** `other`: Lyrics3, an older ID3v1 in front of another one: kept as they are. */
  readonly kind: 'id3v1' | 'id3v2' | 'ape' | 'other';
  readonly offset: number;
  readonly length: number;
}
export interface Trailers {
  /** From the end of the file inwards: each stands in front of the one before it. */
  readonly trailers: readonly Trailer[];
  /** Where the sound ends. */
  readonly end: number;
}

/** Nobody has more blocks than this behind the sound. */
const most = 8;

/** Everything that stands behind the sound. */
export function findTrailers(window: Window, from: number): Trailers {
  const trailers: Trailer[] = [];
  let end = window.size;
  // One look that holds the usual ends: ID3v1, and a small APE tag or the footer of a larger one.
  window.bytes(Math.max(from, end - 512), 512);
  while (trailers.length < most) {
    const found = trailerAt(window, from, end, trailers);
    if (found === undefined || found.length > end - from) break;
    trailers.push(found);
    end = found.offset;
  }
  return { trailers, end };
}

function trailerAt(
  window: Window,
  from: number,
  end: number,
  before: readonly Trailer[],
): Trailer | undefined {
  const tail = window.bytes(Math.max(from, end - id3v1Length), Math.min(id3v1Length, end - from));
  const size = tail.length;
  const trailer = (kind: Trailer['kind'], length: number): Trailer => ({
    kind,
    offset: end - length,
    length,
  });
  const ape = apeLength(tail.subarray(Math.max(0, size - apeFooterLength)));
  if (ape > 0) return trailer(before.some(({ kind }) => kind === 'ape') ? 'other' : 'ape', ape);
  if (has(tail, size - 10, '3DI')) {
    const footer = Buffer.from(tail.subarray(size - 10));
    footer.write('ID3', 'latin1');
    const length = tagLength(footer, 0);
    if (length > 0 && has(window.bytes(end - length, 3), 0, 'ID3')) return trailer('id3v2', length);
  }
  if (has(tail, size - 9, 'LYRICS200')) {
    const length = Number(tail.toString('latin1', size - 15, size - 9)) + 15;
    return Number.isInteger(length) && has(window.bytes(end - length, 11), 0, 'LYRICSBEGIN')
      ? trailer('other', length)
      : undefined;
  }
  if (has(tail, size - 9, 'LYRICSEND')) {
    const start = Math.max(from, end - 5120);
    const at = window.bytes(start, end - start).lastIndexOf('LYRICSBEGIN', undefined, 'latin1');
    return at < 0 ? undefined : trailer('other', end - start - at);
  }
  if (size === id3v1Length && has(tail, 0, 'TAG'))
    return trailer(before.some(({ kind }) => kind === 'id3v1') ? 'other' : 'id3v1', id3v1Length);
  return undefined;
}
