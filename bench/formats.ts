import type { TagFormat } from '../packages/core/src/index.ts';
import { createId3Format } from '../packages/tags-id3/src/index.ts';
import { createMp4Format } from '../packages/tags-mp4/src/index.ts';
import { createTaglibFormat } from '../packages/tags-taglib/src/index.ts';
import { createXiphFormat } from '../packages/tags-xiph/src/index.ts';

/** As a host composes them: the native formats first, the one for everything else last. */
export const formats = (): readonly TagFormat[] => [
  createId3Format(),
  createXiphFormat(),
  createMp4Format(),
  createTaglibFormat(),
];
