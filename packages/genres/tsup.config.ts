import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';
import base from '../../tsup.base.ts';
import { pack } from './src/data/packed.ts';

const packGenres: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'pack-genres',
  setup(build) {
    build.onLoad({ filter: /[\\/]data[\\/]genres[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      const packed = pack(JSON.parse(await readFile(path, 'utf8')));
      const contents = `import { unpack } from '../packed.ts';\nexport default unpack(${JSON.stringify(packed)});`;
      return { contents, loader: 'ts' };
    });
  },
};

const config: Options = {
  ...(base as Options),
  esbuildOptions(options) {
    // Letters of other languages as they are: escaped, each takes six bytes.
    options.charset = 'utf8';
  },
  esbuildPlugins: [...((base as Options).esbuildPlugins ?? []), packGenres],
};

export default config;
