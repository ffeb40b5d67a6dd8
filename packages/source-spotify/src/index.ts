export { createSpotifySource, type SpotifyOptions } from './source.ts';
