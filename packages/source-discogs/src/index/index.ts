export { type BuildDiscogsIndexOptions, buildDiscogsIndex } from './build.ts';
export { createDiscogsIndexSource, type DiscogsIndexOptions } from './source.ts';
