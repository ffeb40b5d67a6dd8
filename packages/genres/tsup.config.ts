import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';
import base from '../../tsup.base.ts';
import { pack, packLists } from './src/data/packed.ts';

const packGenres: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'pack-genres',
  setup(build) {
    build.onLoad({ filter: /[\\/]data[\\/]genres[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      const packed = pack(JSON.parse(await readFile(path, 'utf8')));
      const contents = `import { unpack } from '../packed.ts';\nexport default unpack(${JSON.stringify(packed)});`;
      return { contents, loader: 'ts' };
    });
    // Half of these is the names of their keys, too.
    for (const [file, head, list] of [
      ['modifiers', 'word', 'adds'],
      ['regions', 'name', 'words'],
    ] as const)
      build.onLoad(
        { filter: new RegExp(`[\\\\/]data[\\\\/]${file}\\.json$`) },
        async ({ path }) => {
          const rows: readonly Record<string, never>[] = JSON.parse(await readFile(path, 'utf8'));
          const packed = packLists(rows.map((row) => [row[head] ?? '', row[list] ?? []]));
          const contents = `import { unpackLists } from './packed.ts';\nexport default unpackLists(${JSON.stringify(packed)}).map(([${head}, ${list}]) => ({ ${head}, ${list} }));`;
          return { contents, loader: 'ts' };
        },
      );
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
