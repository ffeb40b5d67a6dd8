import type { IAudioMetadata, ITag } from 'music-metadata';

/** A format's own block counts; values of two blocks are never merged. */
const usual = [
  'vorbis',
  'iTunes',
  'ID3v2.4',
  'ID3v2.3',
  'ID3v2.2',
  'asf',
  'matroska',
  'APEv2',
  'exif',
  'AIFF',
  'ID3v1',
];
const apeFirst = ['APEv2', ...usual];
const apeContainers = /^(?:monkey's audio|wavpack|musepack)/i;

export interface Block {
  readonly type: string;
  readonly tags: readonly ITag[];
}

export function blocksOf({ native, format }: IAudioMetadata): readonly Block[] {
  const order = apeContainers.test(format.container ?? '') ? apeFirst : usual;
  const rank = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);
  return Object.entries(native)
    .map(([type, tags]) => ({ type, tags }))
    .sort((a, b) => rank(a.type) - rank(b.type));
}
