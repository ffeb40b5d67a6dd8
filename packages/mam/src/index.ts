export { createMamFinder } from './finder.ts';
export type { MamOptions } from './options.ts';
