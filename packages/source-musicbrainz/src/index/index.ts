export { type BuildMusicBrainzIndexOptions, buildMusicBrainzIndex } from './build.ts';
export { createMusicBrainzIndexSource, type MusicBrainzIndexOptions } from './source.ts';
