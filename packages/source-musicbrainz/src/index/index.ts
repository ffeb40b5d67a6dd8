export {
  type BuildProgress,
  type BuildResult,
  createIndexFirstSource,
  type IndexFirstOptions,
  type IndexSource,
  type IndexStatus,
  readIndexStatus,
} from '@earmark/source-index';
export { type BuildMusicBrainzIndexOptions, buildMusicBrainzIndex } from './build.ts';
export { createMusicBrainzIndexSource, type MusicBrainzIndexOptions } from './source.ts';
