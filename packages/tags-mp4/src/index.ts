import type { TagFormat } from '@earmark/core';
import { type Mp4Options, settingsOf } from './options.ts';

export { mapping } from './mapping.ts';
export type { Mp4Options } from './options.ts';

/** M4A, M4B and MP4: the tags that iTunes writes, read and written natively. */
export function createMp4Format(options: Mp4Options = {}): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'mp4',
    extensions: ['.m4a', '.m4b', '.mp4', '.m4p', '.m4r', '.m4v', '.mov', '.3gp', '.3g2'],
    codec: {
      module: import.meta.resolve('@earmark/tags-mp4/codec'),
      name: 'mp4Codec',
      options: settingsOf(options),
    },
  };
}
