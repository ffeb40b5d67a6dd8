import type { RandomAccess, TagCodec } from '@earmark/core';
import { asBuffer, has } from './bytes.ts';
import { afterId3 } from './flac/blocks.ts';
import { readFlac } from './flac/read.ts';
import { readOgg } from './ogg/read.ts';
import { openWindow } from './window.ts';

export function xiphCodec(): TagCodec {
  return {
    recognises: (head) => containerOf(memory(head)) !== undefined,
    read(file) {
      const window = openWindow(file);
      return containerOf(window) === 'ogg' ? readOgg(window) : readFlac(window);
    },
    inventory: function* () {},
  };
}

/** What the file is, by its first bytes. */
function containerOf(file: RandomAccess): 'flac' | 'ogg' | undefined {
  if (has(file.bytes(0, 4), 0, 'OggS')) return 'ogg';
  return has(file.bytes(afterId3(file), 4), 0, 'fLaC') ? 'flac' : undefined;
}

const memory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  bytes: (offset, length) => asBuffer(bytes).subarray(offset, offset + length),
});
