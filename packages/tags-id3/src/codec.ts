import type { Json, TagCodec } from '@earmark/core';
import { type Id3Options, parseOptions } from './options.ts';
import { readFile } from './read.ts';
import { recognises } from './recognise.ts';

/** The codec that workers import by name. */
export function id3Codec(given?: Json | Id3Options): TagCodec {
  const options = parseOptions(given);
  return {
    recognises,
    read: readFile,
    inventory: () => [],
  };
}
