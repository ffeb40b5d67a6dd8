import { EarmarkError, type RandomAccess, type Tags } from '@earmark/core';
import { asBuffer, has, malformed, oncePerFile } from '@earmark/tags/codec';
import { describe } from '../comments/describe.ts';
import { type CommentBlock, parseComments } from '../comments/parse.ts';
import { oggDuration } from './duration.ts';
import { type Packet, packetsOf } from './packets.ts';
import { type OggGroup, type OggStream, openingStreams } from './streams.ts';

export function readOgg(file: RandomAccess): Tags {
  const group = openingStreams(file);
  const { block, packet } = oggComments(file, group);
  const duration = oggDuration(file, group.audio);
  const fault = faultOf(group.audio, packet, block);
  return {
    ...describe(block.comments),
    // Ogg means Vorbis to people; the others go by their own names.
    container: group.audio.name === 'vorbis' ? 'ogg' : group.audio.name,
    ...(duration === undefined ? {} : { durationSeconds: duration }),
    ...(fault === undefined ? { complete: true } : { complete: false, reason: fault }),
  };
}

export interface Commented {
  readonly stream: OggStream;
  readonly packet: Packet;
  readonly block: CommentBlock;
}

/** The comments of the first sound stream of the file's first link, or of another one that begins there. */
export function oggComments(
  file: RandomAccess,
  { audio, end }: OggGroup,
  stream = audio,
): Commented {
  const { value: packet } = packetsOf(file, stream.page, end).next();
  if (!packet || !startsComments(packet, stream))
    throw malformed(`no ${stream.name} comments where they must be`, end);
  return { stream, packet, block: parseComments(packet, stream.prefix) };
}

/** The comments that a change goes into: the sound's, and those of every other stream that has some that can be read. */
export const allComments = oncePerFile((file): readonly Commented[] => {
  const group = openingStreams(file);
  const others = group.others.flatMap((stream) => {
    try {
      return [oggComments(file, group, stream)];
    } catch (error) {
      if (EarmarkError.is(error, 'malformed')) return [];
      throw error;
    }
  });
  return [oggComments(file, group), ...others];
});

function startsComments(packet: Packet, { name, prefix }: OggStream): boolean {
  const head = packet.bytes(0, prefix);
  switch (name) {
    case 'vorbis':
      return has(head, 0, '\x03vorbis');
    case 'theora':
      return has(head, 0, '\x81theora');
    case 'opus':
      return has(head, 0, 'OpusTags');
    case 'flac':
      return ((head[0] ?? 0) & 0x7f) === 4;
    case 'speex':
      return packet.size >= 8;
  }
}

/** Why the packet could not be written again, if so. */
function faultOf(stream: OggStream, packet: Packet, block: CommentBlock): string | undefined {
  if (stream.name !== 'vorbis') return undefined;
  const framing = asBuffer(packet.bytes(block.end, 1))[0] ?? 0;
  return (framing & 1) === 1 ? undefined : 'the Vorbis comments have no framing bit';
}
