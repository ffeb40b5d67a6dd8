import type { TagCodec } from '@earmark/core';
import { asBuffer, openWindow } from '@earmark/tags/codec';
import { mp4Changes, mp4CoverChanges, mp4Essence, mp4Inventory } from './inventory.ts';
import { type Mp4Options, settingsOf } from './options.ts';
import { mp4Pictures, readMp4 } from './read.ts';
import { mp4CoverEdits, mp4Edits } from './write/edits.ts';

/** What a file begins with: since 2001 its brand, before that any of these. */
const firstTypes = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/** For workers: reads and edits MP4 files. Synchronous, and it remembers nothing but what it parsed of an open file. */
export function mp4Codec(options: Mp4Options = {}): TagCodec {
  const settings = settingsOf(options);
  return {
    recognises: (head) => firstTypes.has(asBuffer(head.subarray(4, 8)).toString('latin1')),
    read: (file) => readMp4(openWindow(file)),
    edits: (file, set) => mp4Edits(openWindow(file), set, settings),
    pictures: (file) => mp4Pictures(openWindow(file)),
    cover(file, front) {
      const window = openWindow(file);
      return { edits: mp4CoverEdits(window, front, settings), changes: mp4CoverChanges(window) };
    },
    changes: (file, set) => mp4Changes(openWindow(file), set),
    essence: (file) => mp4Essence(openWindow(file)),
    inventory: (file) => mp4Inventory(openWindow(file)),
  };
}
