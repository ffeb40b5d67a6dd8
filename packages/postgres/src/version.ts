import { createRequire } from 'node:module';

/** Of this package: each connection names it, so that machines with different releases can be told. */
export const { version } = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
};
