export type { AudnexusOptions, Region } from './options.ts';
export { createAudnexusSource } from './source.ts';
