import type { TagFormat } from '@earmark/core';
import { settingsOf, type XiphOptions } from './options.ts';

export { type XiphField, xiphFields } from './mapping.ts';
export type { XiphOptions } from './options.ts';

/** FLAC, Ogg Vorbis, Opus, Speex and FLAC in Ogg: read and written natively. */
export function createXiphFormat(options: XiphOptions = {}): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'xiph',
    extensions: ['.flac', '.fla', '.ogg', '.oga', '.opus', '.spx'],
    codec: {
      module: import.meta.resolve('@earmark/tags-xiph/codec'),
      name: 'xiphCodec',
      options: settingsOf(options),
    },
  };
}
