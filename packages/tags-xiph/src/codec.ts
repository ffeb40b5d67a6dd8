import type { RandomAccess, TagCodec } from '@earmark/core';
import { has, openWindow } from '@earmark/tags/codec';
import { commentPictures } from './comments/pictures.ts';
import { afterId3 } from './flac/blocks.ts';
import { flacEdits } from './flac/edits.ts';
import { flacChanges, flacEssence, flacInventory } from './flac/inventory.ts';
import { flacCover, flacPictures } from './flac/pictures.ts';
import { readFlac } from './flac/read.ts';
import { oggCover, oggEdits } from './ogg/edits.ts';
import { oggChanges, oggEssence, oggInventory } from './ogg/inventory.ts';
import { oggComments, readOgg } from './ogg/read.ts';
import { openingStreams } from './ogg/streams.ts';
import { settingsOf, type XiphOptions } from './options.ts';

/** For workers: reads and edits FLAC and Ogg. Synchronous, and it remembers nothing but what it parsed of an open file. */
export function xiphCodec(options: XiphOptions = {}): TagCodec {
  const settings = settingsOf(options);
  return {
    recognises,
    read(file) {
      const { window, ogg } = opened(file);
      return ogg ? readOgg(window) : readFlac(window);
    },
    edits(file, set) {
      const { window, ogg } = opened(file);
      return ogg ? oggEdits(window, set, settings) : flacEdits(window, set, settings);
    },
    pictures(file) {
      const { window, ogg } = opened(file);
      if (!ogg) return flacPictures(window);
      const { packet, block } = oggComments(window, openingStreams(window));
      return commentPictures(packet, block);
    },
    cover(file, front) {
      const { window, ogg } = opened(file);
      return ogg ? oggCover(window, front, settings) : flacCover(window, front, settings);
    },
    changes(file, set) {
      const { window, ogg } = opened(file);
      return ogg ? oggChanges(window, set) : flacChanges(window, set);
    },
    essence(file) {
      const { window, ogg } = opened(file);
      return ogg ? oggEssence(window) : flacEssence(window);
    },
    inventory(file) {
      const { window, ogg } = opened(file);
      return ogg ? oggInventory(window) : flacInventory(window);
    },
  };
}

function opened(file: RandomAccess): { readonly window: RandomAccess; readonly ogg: boolean } {
  const window = openWindow(file);
  return { window, ogg: has(window.bytes(0, 4), 0, 'OggS') };
}

/** An ID3v2 tag that fills the head may stand before FLAC as well as before MPEG: only reading on tells. */
function recognises(head: Uint8Array): boolean {
  if (has(head, 0, 'OggS')) return true;
  const start = afterId3({
    size: head.length,
    bytes: (offset, length) => head.subarray(offset, offset + length),
  });
  return has(head, start, 'fLaC') || (start > 0 && start + 4 > head.length);
}
