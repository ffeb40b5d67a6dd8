import { createRequire } from 'node:module';

/** Of this package: what lock files say of the program that wrote them. */
export const { version } = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
};
