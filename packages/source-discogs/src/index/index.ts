export {
  type BuildProgress,
  type BuildResult,
  createIndexFirstSource,
  type IndexFirstOptions,
  type IndexSource,
  type IndexStatus,
  readIndexStatus,
} from '@earmark/source-index';
export { type BuildDiscogsIndexOptions, buildDiscogsIndex } from './build.ts';
export { createDiscogsIndexSource, type DiscogsIndexOptions } from './source.ts';
