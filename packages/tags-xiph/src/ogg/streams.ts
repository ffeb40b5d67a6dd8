import { EarmarkError } from '@earmark/core';
import { asBuffer, has, malformed, oncePerFile } from '@earmark/tags/codec';
import { streamInfoDuration, streamInfoRate } from '../flac/stream-info.ts';
import { type Page, pageAt, pageFlag } from './page.ts';

export interface OggKind {
  readonly name: 'vorbis' | 'opus' | 'speex' | 'flac' | 'theora';
  /** Samples a second that granule positions count. */
  readonly rate: number;
  /** Samples that are played before the music begins. */
  readonly skip: number;
  /** What the stream says of its length itself, in seconds. */
  readonly duration?: number;
  /** Header packets behind the first; undefined where only the packets themselves tell. */
  readonly headers: number | undefined;
  /** Bytes before the comments in the comment packet. */
  readonly prefix: number;
  /** Whether bytes behind the comments are padding that a later change may use. */
  readonly padded: boolean;
}
export interface OggStream extends OggKind {
  /** Its first page. */
  readonly page: Page;
}
export interface OggGroup {
  /** The first page of each stream that begins here. */
  readonly first: readonly Page[];
  readonly audio: OggStream;
  /** Further streams that have comments of their own: more sound, a film's pictures. */
  readonly others: readonly OggStream[];
  /** Behind the first pages. */
  readonly end: number;
}

const mostStreams = 256;

/** The streams that begin at the start of the file. The first that is sound is the one whose comments count. */
export const openingStreams = oncePerFile((file): OggGroup => {
  const first: Page[] = [];
  const described: OggStream[] = [];
  let end = 0;
  while (first.length < mostStreams) {
    const page = pageAt(file, end);
    if (!page || (page.flags & pageFlag.first) === 0) break;
    if (page.end > file.size) throw malformed('an Ogg page ends behind the file', page.offset);
    first.push(page);
    const kind = kindOf(asBuffer(file.bytes(page.body, page.end - page.body)));
    if (kind) described.push({ ...kind, page });
    end = page.end;
  }
  if (first.length === 0) throw malformed('no first page of an Ogg stream', 0);
  const audio = described.find(({ name }) => name !== 'theora');
  if (!audio)
    throw new EarmarkError(
      'unsupported',
      'an Ogg file without a Vorbis, Opus, Speex or FLAC stream: there is no sound to describe',
    );
  return { first, audio, others: described.filter((stream) => stream !== audio), end };
});

function kindOf(packet: Buffer): OggKind | undefined {
  if (has(packet, 0, '\x01vorbis') && packet.length >= 30)
    return kind('vorbis', packet.readUInt32LE(12), { headers: 2, prefix: 7 });
  if (has(packet, 0, 'OpusHead') && packet.length >= 19)
    return kind('opus', 48_000, { headers: 1, prefix: 8, skip: packet.readUInt16LE(10) });
  if (has(packet, 0, 'Speex   ') && packet.length >= 72)
    return kind('speex', packet.readUInt32LE(36), { headers: 1 + packet.readUInt32LE(68) });
  if (has(packet, 0, '\x80theora'))
    return kind('theora', 1, { headers: 2, prefix: 7, padded: false });
  if (has(packet, 0, '\x7fFLAC') && has(packet, 9, 'fLaC') && packet.length >= 51) {
    const info = packet.subarray(17, 51);
    const duration = streamInfoDuration(info);
    return kind('flac', streamInfoRate(info), {
      headers: packet.readUInt16BE(7) || undefined,
      prefix: 4,
      padded: false,
      ...(duration === undefined ? {} : { duration }),
    });
  }
  return undefined;
}

const kind = (
  name: OggKind['name'],
  rate: number,
  rest: Partial<Omit<OggKind, 'name' | 'rate'>> & Pick<OggKind, 'headers'>,
): OggKind => ({ name, rate, skip: 0, prefix: 0, padded: true, ...rest });
