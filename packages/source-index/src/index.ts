export {
  type BuildIndexOptions,
  type BuildProgress,
  type BuildResult,
  buildIndex,
  type Dump,
} from './build.ts';
export type { Bytes } from './dump/bytes.ts';
export { linesOf } from './dump/lines.ts';
export { type OpenDumpOptions, openDump } from './dump/open.ts';
export { createIndexFirstSource, type IndexFirstOptions } from './index-first.ts';
export type { AlbumRecord, IndexRecord, PersonRecord } from './record.ts';
export { createIndexSource, type IndexSource, type IndexSourceOptions } from './source.ts';
export { type IndexStatus, readIndexStatus } from './status.ts';
