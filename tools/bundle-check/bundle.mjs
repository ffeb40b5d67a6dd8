// `node bundle.mjs <folder>`: a program over the packages installed there is bundled by each bundler, and run where
// nothing is installed. And how large `normalizeGenre` alone is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import webpack from 'webpack';

const mostOfNormalize = 150 * 1000;
const program = `
import { albums, apply, createEarmark, createMemoryStore, decide, enrich } from '@earmark/core';
import { createFileLock } from '@earmark/lock';
import { createGenrePolicy, normalizeGenre } from '@earmark/genres';
import { createLastfmSource } from '@earmark/source-lastfm';

const shelf = {
  spec: 1, kind: 'origin', name: 'shelf', get: async () => undefined,
  async *subjects() { yield { kind: 'album', id: '1', title: 'A', creators: ['B'], targets: [] }; },
};
const earmark = await createEarmark({
  store: createMemoryStore(),
  locks: createFileLock(),
  sources: [createLastfmSource({ apiKey: 'x' })],
  policies: [createGenrePolicy()],
});
const run = earmark.run(albums(shelf).pipe(enrich({ sources: [] })).pipe(decide()).pipe(apply({ dryRun: true })));
const { outcome } = await run.done;
await earmark.close();
console.log(outcome, normalizeGenre('dnb').genres[0]);
`;
const normalize = `
import { normalizeGenre } from '@earmark/genres/normalize';
console.log(normalizeGenre('dnb').genres[0]);
`;

const folder = resolve(process.argv[2] ?? '.');
const out = mkdtempSync(join(tmpdir(), 'earmark-bundles-'));
const bundlers = {
  esbuild: (from, to) =>
    esbuild.build({
      entryPoints: [from],
      outfile: to,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    }),
  async rollup(from, to) {
    const bundle = await rollup({
      input: from,
      plugins: [nodeResolve({ exportConditions: ['node'] })],
      onwarn() {},
    });
    await bundle.write({ file: to, format: 'esm', inlineDynamicImports: true });
  },
  webpack: (from, to) =>
    new Promise((done, failed) => {
      const output = {
        path: join(to, '..'),
        filename: to.slice(join(to, '..').length + 1),
        module: true,
        chunkFormat: 'module',
      };
      const settings = {
        entry: from,
        target: 'node22',
        mode: 'production',
        output,
        experiments: { outputModule: true },
        context: folder,
      };
      webpack(settings, (error, stats) => {
        if (error || stats.hasErrors()) failed(error ?? new Error(stats.toString('errors-only')));
        else done();
      });
    }),
};

const hasBun = spawnSync('bun', ['--version']).status === 0;
if (hasBun)
  bundlers.bun = async (from, to) => {
    const args = ['build', from, '--target=node', '--format=esm', `--outfile=${to}`];
    const { status, stderr } = spawnSync('bun', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
else console.log('skipped: bun build, as there is no bun on this machine');

try {
  const sources = { program, normalize };
  for (const [name, code] of Object.entries(sources))
    writeFileSync(join(folder, `${name}.mjs`), code);
  for (const [bundler, bundle] of Object.entries(bundlers)) {
    // One bundler is enough for the size.
    for (const name of bundler === 'esbuild' ? Object.keys(sources) : ['program']) {
      const to = join(out, bundler, `${name}.mjs`);
      mkdirSync(join(to, '..'), { recursive: true });
      await bundle(join(folder, `${name}.mjs`), to);
      const { stdout, stderr, status } = spawnSync(process.execPath, [to], {
        cwd: out,
        encoding: 'utf8',
      });
      const wanted = name === 'program' ? 'completed Drum and Bass\n' : 'Drum and Bass\n';
      if (status !== 0 || stdout !== wanted)
        throw new Error(
          `${bundler}: ${name} said ${JSON.stringify(stdout)}\n${stderr.slice(0, 2000)}`,
        );
      const { size } = statSync(to);
      console.log(`${bundler} ${name} ${Math.round(size / 1000)} KB`);
      if (name === 'normalize' && size > mostOfNormalize)
        throw new Error(
          `normalizeGenre alone takes ${size} bytes; its budget is ${mostOfNormalize}`,
        );
    }
  }
} finally {
  rmSync(out, { recursive: true });
}
