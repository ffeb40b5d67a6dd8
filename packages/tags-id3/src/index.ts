export { createId3Format } from './format.ts';
export { genreNames } from './genre-names.ts';
export { type FieldPlaces, mapping, olderFrames } from './mapping.ts';
export type { Id3Options } from './options.ts';
