export { createDiscogsSource, type DiscogsOptions } from './source.ts';
