import type { ByteRange, Fields, RandomAccess } from '@earmark/core';
import { addTo, digestOf, digestOfAll, malformed, newHash } from '@earmark/tags/codec';
import { commentInventory, commentKey, type InventoryEntry } from '../comments/inventory.ts';
import { wantedComments } from '../comments/wanted.ts';
import { type Packet, packetsOf } from './packets.ts';
import { type Page, pageFlag, pagesFrom } from './page.ts';
import { allComments } from './read.ts';
import { type OggGroup, type OggStream, openingStreams } from './streams.ts';

export function oggChanges(file: RandomAccess, set: Fields): readonly string[] {
  return allComments(file).flatMap(({ stream, block }, index) =>
    [...wantedComments(block.comments, set, stream.name === 'opus').keys()].map((name) =>
      keyIn(index, commentKey(name)),
    ),
  );
}

/** The first stream with comments is the sound that the file is told by; the keys of others say which they are. */
const keyIn = (index: number, key: string): string =>
  index === 0 ? key : `ogg:${index + 1}:${key}`;

/**
 * The bodies of the sound's pages in the first link, which are its packets however they are cut into pages,
 * and later links as they are.
 */
export function* oggEssence(file: RandomAccess): Generator<ByteRange> {
  const group = openingStreams(file);
  const last = headerPackets(file, group, group.audio).at(-1);
  const page = last?.pages.at(-1);
  if (!last || !page) throw malformed('no header packets', group.end);
  const shared = page.lacing
    .subarray(0, last.to)
    .reduce((sum, segment) => sum + segment, page.body);
  if (shared < page.end) yield { offset: shared, length: page.end - shared };
  for (const next of pagesFrom(file, page.end)) {
    if (isLink(next)) {
      yield { offset: next.offset, length: file.size - next.offset };
      return;
    }
    const length = Math.min(next.end, file.size) - next.body;
    if (next.serial === page.serial && length > 0) yield { offset: next.body, length };
  }
}

/** Comments one by one, all other headers, other streams, and how the sound's pages are cut and timed. */
export function* oggInventory(file: RandomAccess): Generator<InventoryEntry> {
  const group = openingStreams(file);
  for (const page of group.first)
    yield {
      key: 'ogg:first',
      digest: digestOf(file, { offset: page.offset, length: page.end - page.offset }),
    };
  const streams = new Map<number, StreamPages>();
  for (const [index, { stream, packet, block }] of allComments(file).entries()) {
    for (const { key, digest } of commentInventory(packet, block))
      yield { key: keyIn(index, key), digest };
    const headers = headerPackets(file, group, stream);
    for (const header of headers.slice(1))
      yield { key: keyIn(index, 'ogg:header'), digest: digestOfAll(header) };
    const headersEnd = headers.at(-1)?.pages.at(-1)?.offset ?? 0;
    const key = keyIn(index, 'ogg:pages');
    // What is in the pages of the sound is its essence.
    streams.set(stream.page.serial, { key, headersEnd, bodies: index > 0, hash: newHash() });
  }
  yield* pagesInventory(file, group, streams);
}

/** The pages of one stream behind its headers. */
interface StreamPages {
  readonly key: string;
  readonly headersEnd: number;
  readonly bodies: boolean;
  readonly hash: ReturnType<typeof newHash>;
}

const numbered = 18;
const afterNumbers = 26;

function* pagesInventory(
  file: RandomAccess,
  group: OggGroup,
  streams: ReadonlyMap<number, StreamPages>,
): Generator<InventoryEntry> {
  const others = newHash();
  let end = group.end;
  for (const page of pagesFrom(file, group.end)) {
    if (isLink(page)) {
      end = file.size;
      break;
    }
    end = page.end;
    const stream = streams.get(page.serial);
    if (!stream) addTo(others, file, { offset: page.offset, length: page.end - page.offset });
    else if (page.offset > stream.headersEnd) {
      const from = page.offset + afterNumbers;
      addTo(stream.hash, file, { offset: page.offset, length: numbered });
      addTo(stream.hash, file, {
        offset: from,
        length: (stream.bodies ? page.end : page.body) - from,
      });
    }
  }
  for (const { key, hash } of streams.values()) yield { key, digest: hash.digest('base64url') };
  yield { key: 'ogg:other-streams', digest: others.digest('base64url') };
  if (end < file.size)
    yield { key: 'ogg:rest', digest: digestOf(file, { offset: end, length: file.size - end }) };
}

/** Chained files: another link begins where streams begin again. */
const isLink = (page: Page): boolean => (page.flags & pageFlag.first) !== 0;

/** The header packets behind the first, comments first. */
function headerPackets(
  file: RandomAccess,
  { end }: OggGroup,
  stream: OggStream,
): readonly Packet[] {
  const packets: Packet[] = [];
  for (const packet of packetsOf(file, stream.page, end)) {
    packets.push(packet);
    const isLast = ((packet.bytes(0, 1)[0] ?? 0) & 0x80) !== 0;
    if (stream.headers === undefined ? isLast : packets.length === stream.headers) return packets;
  }
  throw malformed(`the headers of the ${stream.name} stream do not end`, end);
}
