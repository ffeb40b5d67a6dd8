import type { ByteRange, Fields, RandomAccess } from '@earmark/core';
import { malformed } from '../bytes.ts';
import { commentInventory, commentKey, type InventoryEntry } from '../comments/inventory.ts';
import { wantedComments } from '../comments/wanted.ts';
import { addTo, digestOf, digestOfAll, newHash } from '../digest.ts';
import { type Packet, packetsOf } from './packets.ts';
import { type Page, pageFlag, pagesFrom } from './page.ts';
import { oggComments } from './read.ts';
import { type OggGroup, openingStreams } from './streams.ts';

export function oggChanges(file: RandomAccess, set: Fields): readonly string[] {
  const { block } = oggComments(file, openingStreams(file));
  return [...wantedComments(block.comments, set).keys()].map(commentKey);
}

/**
 * The bodies of the sound's pages in the first link, which are its packets however they are cut into pages,
 * and later links as they are.
 */
export function* oggEssence(file: RandomAccess): Generator<ByteRange> {
  const group = openingStreams(file);
  const last = headerPackets(file, group).at(-1);
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
  const { packet, block } = oggComments(file, group);
  for (const page of group.first)
    yield {
      key: 'ogg:first',
      digest: digestOf(file, { offset: page.offset, length: page.end - page.offset }),
    };
  yield* commentInventory(packet, block);
  const headers = headerPackets(file, group);
  for (const header of headers.slice(1)) yield { key: 'ogg:header', digest: digestOfAll(header) };
  yield* pagesInventory(file, group, headers.at(-1)?.pages.at(-1));
}

const numbered = 18;
const afterNumbers = 26;

function* pagesInventory(
  file: RandomAccess,
  group: OggGroup,
  lastHeader: Page | undefined,
): Generator<InventoryEntry> {
  const sound = newHash();
  const others = newHash();
  let end = group.end;
  for (const page of pagesFrom(file, group.end)) {
    if (isLink(page)) {
      end = file.size;
      break;
    }
    end = page.end;
    if (page.serial !== group.audio.page.serial)
      addTo(others, file, { offset: page.offset, length: page.end - page.offset });
    else if (lastHeader && page.offset > lastHeader.offset) {
      addTo(sound, file, { offset: page.offset, length: numbered });
      addTo(sound, file, {
        offset: page.offset + afterNumbers,
        length: page.body - page.offset - afterNumbers,
      });
    }
  }
  yield { key: 'ogg:pages', digest: sound.digest('base64url') };
  yield { key: 'ogg:other-streams', digest: others.digest('base64url') };
  if (end < file.size)
    yield { key: 'ogg:rest', digest: digestOf(file, { offset: end, length: file.size - end }) };
}

/** Chained files: another link begins where streams begin again. */
const isLink = (page: Page): boolean => (page.flags & pageFlag.first) !== 0;

/** The header packets behind the first, comments first. */
function headerPackets(file: RandomAccess, { audio, end }: OggGroup): readonly Packet[] {
  const packets: Packet[] = [];
  for (const packet of packetsOf(file, audio.page, end)) {
    packets.push(packet);
    const isLast = ((packet.bytes(0, 1)[0] ?? 0) & 0x80) !== 0;
    if (audio.headers === undefined ? isLast : packets.length === audio.headers) return packets;
  }
  throw malformed(`the headers of the ${audio.name} stream do not end`, end);
}
