// What `npm create earmark` and `npm create earmark-plugin` make, in a project that has only the tarballs: it compiles and passes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run.mjs';

const plugins = ['source', 'sink', 'policy', 'origin', 'hints', 'format', 'lock', 'notifier'];
const projects = ['script', 'server'];
const tsc = resolve('node_modules/.bin/tsc');
/** What somebody writes down wrongly, and the compiler has to say. */
const misuse = `
import { openEarmark, setFields, type Source } from 'earmark';
const earmark = await openEarmark({ roots: { music: '/music' } });
// @ts-expect-error there is no such option
await openEarmark({ root: '/music' });
// @ts-expect-error values are lists
setFields(earmark, { files: ['/a.flac'], set: { genre: 'Jazz' } });
// @ts-expect-error there is no such event
earmark.on('decision-mad', () => {});
// @ts-expect-error a source finds
export const source: Source = { spec: 1, kind: 'source', name: 'mine', answers: ['album'] };
// @ts-expect-error a later contract is not this one
export const later: Source['spec'] = 2;
`;

/** `folder`: a project that all tarballs are installed in, with music. */
export function checkMade(folder) {
  for (const kind of plugins) {
    const fault =
      made(folder, 'create-earmark-plugin', ['mine', '--kind', kind, '--folder', kind]) ||
      run(tsc, ['-p', kind], folder);
    if (fault) return fault;
  }
  const tests = run('node', ['--test', '*/dist/*.test.js'], folder);
  if (tests) return tests;
  for (const kind of projects) {
    const fault =
      made(folder, 'create-earmark', [kind, '--kind', kind, '--music', 'music']) ||
      run(tsc, ['-p', kind], folder);
    if (fault) return fault;
  }
  return run('node', ['index.ts'], join(folder, 'script')) || checkTypes(folder);
}

const made = (folder, name, args) =>
  run('node', [join('node_modules', name, 'dist', 'index.js'), ...args], folder);

/** The programs of the front door's README and the misuse, by an older compiler and by ours, in both ways of finding modules. */
function checkTypes(folder) {
  const readme = readFileSync(join(folder, 'node_modules', 'earmark', 'README.md'), 'utf8');
  const programs = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  mkdirSync(join(folder, 'types'), { recursive: true });
  const files = [...programs, misuse].map((code, at) => {
    writeFileSync(join(folder, 'types', `${at}.ts`), `${code}\nexport {};\n`);
    return join('types', `${at}.ts`);
  });
  const older = join('node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023'];
  const lib = ['--lib', 'es2024,esnext.disposable', '--types', 'node'];
  for (const how of [
    ['--module', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ]) {
    const fault =
      run('node', [older, ...strict, ...lib, ...how, ...files], folder) ||
      run(tsc, ['--ignoreConfig', ...strict, ...lib, ...how, ...files], folder);
    if (fault) return fault;
  }
  return '';
}
