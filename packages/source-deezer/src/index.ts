export { createDeezerSource, type DeezerOptions } from './source.ts';
