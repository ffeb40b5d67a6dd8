import type { TagFormat } from '@earmark/core';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createTaglibFormat } from '@earmark/tags-taglib';
import { createXiphFormat } from '@earmark/tags-xiph';

/** As a host composes them: the native formats first, the one for everything else last. */
export const formats = (): readonly TagFormat[] => [
  createId3Format(),
  createXiphFormat(),
  createMp4Format(),
  createTaglibFormat(),
];
