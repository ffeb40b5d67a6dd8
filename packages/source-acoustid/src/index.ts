export type { AcoustIdOptions } from './options.ts';
export { createAcoustIdSource } from './source.ts';
export { type FingerprintOptions, fingerprint } from './stage.ts';
