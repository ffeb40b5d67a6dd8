export type { GoogleBooksOptions } from './options.ts';
export { createGoogleBooksSource } from './source.ts';
