export { createId3Format } from './format.ts';
export { type FieldPlaces, mapping, olderFrames } from './mapping.ts';
export type { Id3Options } from './options.ts';
