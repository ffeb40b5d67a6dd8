import type { Json, TagCodec } from '@earmark/core';
import { embeddedIn } from './id3v2/pictures.ts';
import { changedKeys, inventoryOf } from './inventory.ts';
import { type Id3Options, parseOptions } from './options.ts';
import { readFile } from './read.ts';
import { recognises } from './recognise.ts';
import { openBlocks } from './write/blocks.ts';
import { editFile, editNotes } from './write/edits.ts';

/** The codec that workers import by name. */
export function id3Codec(given?: Json | Id3Options): TagCodec {
  const options = parseOptions(given);
  return {
    recognises,
    read: readFile,
    edits: (file, set) => editFile(file, set, options),
    notes: (file, set) => editNotes(file, set, options),
    pictures(file) {
      const [first] = openBlocks(file).front;
      return first === undefined ? [] : embeddedIn(first.stored);
    },
    cover: (file, front) => ({
      edits: editFile(file, {}, { ...options, cover: { front } }),
      changes: ['id3v2/apic', ...changedKeys(file, {})],
    }),
    changes: (file, set) => [...changedKeys(file, set)],
    essence: (file) => [openBlocks(file).sound],
    inventory: (file) => [...inventoryOf(file)],
  };
}
