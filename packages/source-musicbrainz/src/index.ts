export type { MusicBrainzOptions } from './options.ts';
export { createMusicBrainzSource } from './source.ts';
