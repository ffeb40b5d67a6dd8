import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

interface Manifest {
  readonly version: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

// What a package exports is what is built: the manifest of the folder that tsup runs in names its own entries.
const { exports = {}, version } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const entry = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [] : [target['@earmark/source'] ?? ''],
);

/** From source the manifest is read; what is built knows its version, and can be bundled. */
const ownManifest = "createRequire(import.meta.url)('../package.json')";
const inlineVersion: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'inline-version',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(ownManifest)) return undefined;
      return { contents: text.replaceAll(ownManifest, JSON.stringify({ version })), loader: 'ts' };
    });
  },
};

export default defineConfig({
  esbuildPlugins: [inlineVersion],
  entry: entry.filter(Boolean).length > 0 ? entry.filter(Boolean) : ['src/index.ts'],
  format: ['esm'],
  target: 'node22',
  dts: false,
  sourcemap: true,
  clean: true,
});
