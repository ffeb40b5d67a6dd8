import type { TagFormat } from '@earmark/core';
import { extensions } from './extensions.ts';

/**
 * Reads nearly every audio format through music-metadata and writes what node-taglib-sharp writes safely.
 * Slower than the native formats: give it last.
 */
export function createTaglibFormat(): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'taglib',
    extensions,
    codec: { module: import.meta.resolve('@earmark/tags-taglib/codec'), name: 'taglibCodec' },
  };
}
