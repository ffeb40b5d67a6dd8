import type { CoverEdits, Edit, Fields, PictureBytes, RandomAccess } from '@earmark/core';
import { exactly, unsupported } from '@earmark/tags/codec';
import { pictureKeys, rewritePictures } from '../comments/pictures.ts';
import { behindComments, rewriteComments } from '../comments/rewrite.ts';
import { wantedComments } from '../comments/wanted.ts';
import type { Settings } from '../options.ts';
import { checksum, checksumAt, hasChecksum } from './checksum.ts';
import { lacingOf, layOut, type PageLayout, type Surroundings } from './layout.ts';
import type { Packet } from './packets.ts';
import { type Page, pageFlag, pageHeaderLength } from './page.ts';
import { allComments, type Commented, oggComments } from './read.ts';
import { renumbered } from './renumber.ts';
import { type OggStream, openingStreams } from './streams.ts';

/** The comments of every stream: a player of a film may show those of its pictures. */
export function oggEdits(file: RandomAccess, set: Fields, settings: Settings): readonly Edit[] {
  return allComments(file)
    .flatMap((commented) => [...streamEdits(file, commented, set, settings)])
    .sort((a, b) => a.range.offset - b.range.offset);
}

/** The front cover goes to the sound's comments. */
export function oggCover(
  file: RandomAccess,
  front: PictureBytes | undefined,
  settings: Settings,
): CoverEdits {
  const commented = oggComments(file, openingStreams(file));
  if (commented.stream.name === 'flac')
    throw unsupported('pictures in Ogg FLAC are not written: few players would find them');
  const comments = rewritePictures(commented.packet, commented.block, front);
  return { edits: packetEdits(file, commented, comments, settings), changes: pictureKeys };
}

function streamEdits(
  file: RandomAccess,
  commented: Commented,
  set: Fields,
  settings: Settings,
): Iterable<Edit> {
  const { packet, block, stream } = commented;
  const wanted = wantedComments(block.comments, set, stream.name === 'opus');
  const comments = rewriteComments(packet, block, wanted);
  return comments ? packetEdits(file, commented, comments, settings) : [];
}

/** The pages of the comment packet, and, where their number changes, the numbers of all pages behind. */
function* packetEdits(
  file: RandomAccess,
  { stream, packet, block }: Commented,
  comments: Buffer,
  settings: Settings,
): Generator<Edit> {
  for (const page of packet.pages) checkPage(file, page);
  const content = Buffer.concat([
    head(packet, stream, comments),
    comments,
    tail(packet, stream, block.end),
  ]);
  const around = surroundings(packet);
  const { size, pages } = fit(packet, around, content.length, stream.padded ? settings.padding : 0);
  const body = Buffer.alloc(size);
  content.copy(body);
  yield* pageEdits(file, around, pages, body);
  const shift = pages.length - packet.pages.length;
  if (shift !== 0) yield* renumbered(file, packet.pages.at(-1), shift);
}

/** A page that readers drop because of its checksum would come alive with a right one. */
function checkPage(file: RandomAccess, page: Page): void {
  if (!hasChecksum(file, page))
    throw unsupported(`the Ogg page at byte ${page.offset} has a wrong checksum`);
}

/** What stands before the comments: a signature, or, for FLAC, a block header that holds their length. */
function head(packet: Packet, { name, prefix }: OggStream, comments: Buffer): Buffer {
  const bytes = Buffer.from(packet.bytes(0, prefix));
  if (name === 'flac') {
    if (comments.length > 0xffffff)
      throw unsupported('the comments would be larger than the 16 MB that a FLAC block can hold');
    bytes.writeUIntBE(comments.length, 1, 3);
  }
  return bytes;
}

/** What stands behind the comments and is no padding: Vorbis' framing bit, Opus' binary data. */
function tail(packet: Packet, { name }: OggStream, end: number): Uint8Array {
  if (name !== 'vorbis') return behindComments(packet, end);
  return Buffer.concat([packet.bytes(end, 1), behindComments(packet, end + 1)]);
}

function surroundings({ pages, from, to }: Packet): Surroundings {
  return {
    pages,
    before: [...(pages[0]?.lacing.subarray(0, from) ?? [])],
    behind: [...(pages.at(-1)?.lacing.subarray(to) ?? [])],
  };
}

/** The old length if the content fits in; else with padding, as much of it as costs no further page. */
function fit(
  packet: Packet,
  around: Surroundings,
  length: number,
  padding: number,
): { readonly size: number; readonly pages: readonly PageLayout[] } {
  const laid = (size: number) => ({ size, pages: layOut(around, lacingOf(size)) });
  if (padding > 0 && length <= packet.size) return laid(packet.size);
  const bare = laid(length);
  const padded = laid(length + padding);
  const now = packet.pages.length;
  if (padded.pages.length === now || bare.pages.length !== now) return padded;
  const last = bare.pages.at(-1)?.lacing.length ?? 0;
  return laid(length + Math.min(padding, (255 - last) * 255));
}

/** Each new page takes the place of an old one; the last old one's place takes all that are left. */
function* pageEdits(
  file: RandomAccess,
  { pages: old, before, behind }: Surroundings,
  pages: readonly PageLayout[],
  body: Buffer,
): Generator<Edit> {
  const lastOld = old.length - 1;
  const kept = behind.reduce((sum, segment) => sum + segment, 0);
  const first = old[0];
  const last = old[lastOld];
  if (!first || !last) return;
  const lead = before.reduce((sum, segment) => sum + segment, 0);
  const all = Buffer.concat([
    exactly(file, first.body, lead, 'an Ogg page'),
    body,
    exactly(file, last.end - kept, kept, 'an Ogg page'),
  ]);
  const granule = exactly(file, last.offset + granuleAt, granuleLength, 'an Ogg page');
  const rendered: Buffer[] = [];
  let at = 0;
  for (const [index, page] of pages.entries()) {
    const length = page.lacing.reduce((sum, segment) => sum + segment, 0);
    const final = index === pages.length - 1;
    const begins = index === 0 ? first.flags & ~pageFlag.last : Number(page.continued);
    rendered.push(
      render(page.lacing, all.subarray(at, at + length), {
        flags: begins | (final ? last.flags & pageFlag.last : 0),
        serial: first.serial,
        sequence: first.sequence + index,
        granule: final ? granule : headerGranule,
      }),
    );
    at += length;
  }
  for (const [index, page] of old.entries()) {
    const mine = index < lastOld ? rendered.slice(index, index + 1) : rendered.slice(lastOld);
    if (index < lastOld && index >= rendered.length - 1) mine.length = 0;
    if (index === lastOld && rendered.length <= lastOld) mine.push(...rendered.slice(-1));
    const bytes = Buffer.concat(mine);
    const still = index === lastOld ? kept : 0;
    yield {
      range: { offset: page.offset, length: page.end - page.offset - still },
      bytes: bytes.subarray(0, bytes.length - still),
    };
  }
}

const granuleAt = 6;
const granuleLength = 8;
const headerGranule = Buffer.alloc(granuleLength);
const noGranule = Buffer.alloc(granuleLength, 0xff);

function render(
  lacing: readonly number[],
  body: Buffer,
  page: {
    readonly flags: number;
    readonly serial: number;
    readonly sequence: number;
    readonly granule: Buffer;
  },
): Buffer {
  const header = Buffer.alloc(pageHeaderLength);
  header.write('OggS');
  header.writeUInt8(page.flags, 5);
  const ends = lacing.some((segment) => segment < 255);
  (ends ? page.granule : noGranule).copy(header, granuleAt);
  header.writeUInt32LE(page.serial, 14);
  header.writeUInt32LE(page.sequence >>> 0, 18);
  header.writeUInt8(lacing.length, 26);
  const bytes = Buffer.concat([header, Buffer.from(lacing), body]);
  bytes.writeUInt32LE(checksum(bytes), checksumAt);
  return bytes;
}
