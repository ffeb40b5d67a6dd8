import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

// What a package exports is what is built: the manifest of the folder that tsup runs in names its own entries.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { exports = {}, version } = manifest;
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

/** zod as one file, which all our packages share: as its own hundred files it costs more than all of ours to load. */
const sharedZod: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'shared-zod',
  setup(build) {
    const near = { ...manifest.dependencies, ...manifest.peerDependencies };
    const path = near['@earmark/spec'] ? '@earmark/spec/zod' : '@earmark/core/zod';
    build.onResolve({ filter: /^zod$/ }, () => ({ path, external: true }));
  },
};

export default defineConfig({
  esbuildPlugins: [inlineVersion, sharedZod],
  // Else the plugin is not asked.
  noExternal: ['zod'],
  entry: entry.filter(Boolean).length > 0 ? entry.filter(Boolean) : ['src/index.ts'],
  format: ['esm'],
  target: 'node22',
  dts: false,
  sourcemap: true,
  clean: true,
});
