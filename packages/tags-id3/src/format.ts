import type { Json, TagFormat } from '@earmark/core';
import { type Id3Options, parseOptions } from './options.ts';

/** Reads and writes MP3 (MP2, MP1) files, and the ID3 tags of AAC, WAV and AIFF files. */
export function createId3Format(options?: Id3Options): TagFormat {
  const parsed: Json = { ...parseOptions(options) };
  return {
    spec: 1,
    name: 'id3',
    kind: 'tag-format',
    extensions: [
      '.mp3',
      '.mp2',
      '.mp1',
      '.mpga',
      '.aac',
      '.wav',
      '.wave',
      '.aif',
      '.aiff',
      '.aifc',
    ],
    codec: {
      module: import.meta.resolve('@earmark/tags-id3/codec'),
      name: 'id3Codec',
      options: parsed,
    },
  };
}
