export type { AbsOptions } from './options.ts';
export { createAbsOrigin } from './origin.ts';
export { type AbsShelf, createAbsShelf } from './shelf.ts';
export { createAbsSink } from './sink.ts';
