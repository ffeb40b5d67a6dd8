import type { TagFormat } from '@earmark/core';

/** FLAC, Ogg Vorbis, Opus, Speex and FLAC in Ogg: read and written natively. */
export function createXiphFormat(): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'xiph',
    extensions: ['.flac', '.fla', '.ogg', '.oga', '.opus', '.spx'],
    codec: { module: '@earmark/tags-xiph/codec', name: 'xiphCodec' },
  };
}
