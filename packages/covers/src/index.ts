export type { CoversOptions } from './options.ts';
export { covers } from './stage.ts';
