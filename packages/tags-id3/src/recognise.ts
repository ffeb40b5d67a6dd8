import { asBuffer, has } from '@earmark/tags/codec';
import { formKind } from './chunks/chunks.ts';
import { tagLength } from './id3v2/tag.ts';
import { streamAt } from './mpeg/sync.ts';

/** Formats that some writers put an ID3 tag in front of, by their first bytes. */
const foreign: readonly (readonly [at: number, magic: string, name: string])[] = [
  [0, 'fLaC', 'FLAC'],
  [0, 'OggS', 'Ogg'],
  [4, 'ftyp', 'MP4'],
  [0, 'MAC ', "Monkey's Audio"],
  [0, 'MP+', 'Musepack'],
  [0, 'MPCK', 'Musepack'],
  [0, 'wvpk', 'WavPack'],
  [0, 'TTA1', 'TTA'],
  [0, 'TTA2', 'TTA'],
  [0, 'tBaK', 'TAK'],
  [0, 'OFR ', 'OptimFROG'],
  [0, 'DSD ', 'DSF'],
  [0, 'FRM8', 'DSDIFF'],
  [0, 'caff', 'CAF'],
  [0, '\x30\x26\xb2\x75', 'ASF'],
  [0, '\x1a\x45\xdf\xa3', 'Matroska'],
  [0, 'RIFF', 'RIFF'],
  [0, 'FORM', 'AIFF'],
  [0, '\x0b\x77', 'AC-3'],
  [0, 'ADIF', 'ADIF'],
];

/** The name of the other format that begins here. */
export function foreignName(bytes: Buffer): string | undefined {
  return foreign.find(([at, magic]) => has(bytes, at, magic))?.[2];
}

/** How far a stream without a tag may begin behind junk. */
const junk = 4096;

/** An ID3 tag with nothing foreign behind it, frames of MPEG or ADTS in a row, a WAV or an AIFF file. */
export function recognises(head: Uint8Array): boolean {
  const bytes = asBuffer(head);
  if (formKind(bytes) !== undefined) return true;
  let at = 0;
  for (let length = tagLength(bytes, 0); length > 0; length = tagLength(bytes, at)) at += length;
  if (at > 0) return at >= bytes.length || foreignName(bytes.subarray(at)) === undefined;
  if (foreignName(bytes) !== undefined) return false;
  for (let i = bytes.indexOf(0xff); i >= 0 && i < junk; i = bytes.indexOf(0xff, i + 1)) {
    // What is not at the very start needs a longer row.
    if (streamAt(bytes, i, i === 0, i === 0 ? 3 : 5) !== undefined) return true;
  }
  return false;
}
