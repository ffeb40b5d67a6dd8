import type { ByteRange, RandomAccess } from '@earmark/core';
import { malformed } from '@earmark/tags/codec';
import { joined } from '../pieces.ts';
import { type Page, pageFlag, pagesFrom } from './page.ts';

/** One packet of a stream, read as if it lay in one piece. */
export interface Packet extends RandomAccess {
  /** The pages that it lies in, in order. */
  readonly pages: readonly Page[];
  /** The first of its segments in its first page. */
  readonly from: number;
  /** Behind its last segment in its last page. */
  readonly to: number;
}

/** A comment packet with the largest pictures has some megabytes. */
const largestPacket = 64 * 1024 * 1024;
const mostPages = 65_536;

/** The packets of one stream behind its first, which must have its page for itself. */
export function* packetsOf(file: RandomAccess, first: Page, offset: number): Generator<Packet> {
  let pieces: ByteRange[] = [];
  let held: Page[] = [];
  let size = 0;
  let from = 0;
  let visited = 0;
  for (const page of pagesFrom(file, offset)) {
    if (++visited > mostPages) throw malformed('a header packet without an end', offset);
    if (page.serial !== first.serial) continue;
    if (page.end > file.size) throw malformed('an Ogg page ends behind the file', page.offset);
    if ((page.flags & pageFlag.first) !== 0) return;
    if (((page.flags & pageFlag.continued) !== 0) !== held.length > 0)
      throw malformed('an Ogg page that does not continue the one before', page.offset);
    if (held.length === 0 && page.lacing.length === 0) continue;
    let at = page.body;
    let start = at;
    held.push(page);
    for (const [index, segment] of page.lacing.entries()) {
      at += segment;
      if (segment === 255) continue;
      pieces.push({ offset: start, length: at - start });
      const last = index + 1;
      yield { ...joined(file, pieces), pages: held, from, to: last };
      visited = 0;
      pieces = [];
      held = last < page.lacing.length ? [page] : [];
      from = last < page.lacing.length ? last : 0;
      size = 0;
      start = at;
    }
    if (at === start) continue;
    pieces.push({ offset: start, length: at - start });
    size += at - start;
    if (size > largestPacket) throw malformed('a header packet of more than 64 MB', page.offset);
  }
}
