export { readFolderPicture } from '@earmark/core/files';
export type { TagReaderOptions, TagSinkOptions } from './options.ts';
export { createTagReader, type OwnTagReader } from './reader.ts';
export { createTagSink, type TagSink } from './sink.ts';
