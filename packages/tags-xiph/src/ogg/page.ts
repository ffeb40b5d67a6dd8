import type { RandomAccess } from '@earmark/core';
import { asBuffer, has } from '@earmark/tags/codec';

export const pageFlag = { continued: 1, first: 2, last: 4 } as const;
export const pageHeaderLength = 27;
export const mostSegments = 255;
/** No page is longer: its header, 255 lengths, 255 full segments. */
export const largestPage = pageHeaderLength + mostSegments + mostSegments * 255;

export interface Page {
  readonly offset: number;
  readonly flags: number;
  readonly serial: number;
  readonly sequence: number;
  /** Samples up to the last packet that ends here; undefined where none does. */
  readonly granule: number | undefined;
  /** The lengths of the segments, 0 to 255; below 255 a packet ends. */
  readonly lacing: Uint8Array;
  /** Where the segments begin. */
  readonly body: number;
  /** Behind the page. Larger than the file where the page is cut short. */
  readonly end: number;
}

/** The page that begins at this offset, if one does. */
export function pageAt(file: RandomAccess, offset: number): Page | undefined {
  const header = asBuffer(file.bytes(offset, pageHeaderLength + mostSegments));
  if (header.length < pageHeaderLength || !has(header, 0, 'OggS') || header[4] !== 0)
    return undefined;
  const body = pageHeaderLength + (header[26] ?? 0);
  if (header.length < body) return undefined;
  const lacing = header.subarray(pageHeaderLength, body);
  let length = 0;
  for (const segment of lacing) length += segment;
  return {
    offset,
    flags: header[5] ?? 0,
    serial: header.readUInt32LE(14),
    sequence: header.readUInt32LE(18),
    granule: granuleOf(header),
    lacing,
    body: offset + body,
    end: offset + body + length,
  };
}

function granuleOf(header: Buffer): number | undefined {
  const low = header.readUInt32LE(6);
  const high = header.readInt32LE(10);
  return high < 0 ? undefined : high * 2 ** 32 + low;
}

/** Page after page, until the end or until something that is no page. */
export function* pagesFrom(file: RandomAccess, offset: number): Generator<Page> {
  for (let page = pageAt(file, offset); page; page = pageAt(file, page.end)) yield page;
}
