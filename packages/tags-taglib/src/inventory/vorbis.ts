import type { RandomAccess } from '@earmark/core';
import { afterId3v2, latin1 } from '../containers/container.ts';
import { entry, type InventoryEntry } from './digest.ts';

const commentBlock = 4;
const paddingBlock = 1;

export function* flacEntries(file: RandomAccess): Iterable<InventoryEntry> {
  for (let offset = afterId3v2(file) + 4, last = false; !last && offset < file.size; ) {
    const head = Buffer.from(file.bytes(offset, 4));
    if (head.length < 4) return;
    const type = (head[0] ?? 0) & 0x7f;
    const content = file.bytes(offset + 4, head.readUIntBE(1, 3));
    if (type === commentBlock) yield* commentEntries(content);
    else if (type !== paddingBlock) yield entry(`flac:${type}`, content);
    last = (head[0] ?? 0) >= 0x80;
    offset += 4 + content.length;
  }
}

export function* oggEntries(file: RandomAccess): Iterable<InventoryEntry> {
  for (const [number, packet] of headerPackets(file).entries()) {
    const prefix = ['\x03vorbis', 'OpusTags'].find((magic) =>
      latin1(packet.subarray(0, 8)).startsWith(magic),
    );
    if (prefix === undefined) yield entry(`ogg:header ${number}`, packet);
    else yield* commentEntries(packet.subarray(prefix.length));
  }
}

/** The first three packets at most: the third of an Opus stream is sound, and equal as well. */
function headerPackets(file: RandomAccess): readonly Uint8Array[] {
  const packets: Buffer[] = [];
  let packet: Uint8Array[] = [];
  for (let offset = 0; offset < file.size && packets.length < 3; ) {
    const head = file.bytes(offset, 27);
    const lacing = Uint8Array.from(file.bytes(offset + 27, head[26] ?? 0));
    let at = offset + 27 + lacing.length;
    for (const size of lacing) {
      packet.push(Uint8Array.from(file.bytes(at, size)));
      at += size;
      if (size === 255) continue;
      packets.push(Buffer.concat(packet));
      packet = [];
    }
    if (head.length < 27) break;
    offset = at;
  }
  return packets.slice(0, 3);
}

function* commentEntries(content: Uint8Array): Iterable<InventoryEntry> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let at = 0;
  const next = () => {
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt32LE(at);
    at += 4 + length;
    return at > bytes.length ? undefined : bytes.subarray(at - length, at);
  };
  // The vendor names the program that wrote last.
  next();
  const count = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : 0;
  at += 4;
  // Behind the last one there may be padding.
  for (let number = 0; number < count; number++) {
    const comment = next();
    if (comment === undefined) return;
    const text = comment.toString();
    const name = text.slice(0, Math.max(0, text.indexOf('='))).toUpperCase();
    yield entry(`vorbis:${name}`, text.slice(name.length));
  }
}
