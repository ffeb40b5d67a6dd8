import { readFileSync } from 'node:fs';
import type { Options } from 'tsup';
import base from '../../tsup.base.ts';

const licence = readFileSync(new URL('LICENSE', import.meta.resolve('zod/package.json')), 'utf8');

const withoutLanguages: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'without-languages',
  setup(build) {
    build.onLoad({ filter: /[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '', loader: 'js' }));
  },
};

/** Here zod is built in, once for all packages. */
const zod: Options = {
  ...(base as Options),
  entry: ['src/zod.ts'],
  clean: false,
  minify: true,
  sourcemap: false,
  banner: { js: `/*! Contains zod:\n${licence}*/` },
  esbuildPlugins: [withoutLanguages],
};

export default [{ ...(base as Options), entry: ['src/index.ts'] }, zod];
