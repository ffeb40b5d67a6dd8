// What the start of a command may load: counted in modules, as milliseconds say more of the machine than of the code.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join('examples', 'cli', 'dist', 'index.js');
const song = join('examples', 'cli', 'demo', 'fixtures', 'tone.mp3');
const heavy = ['postgres', 'testkit', 'store', 'genres'];
const budgets = [
  { args: ['--version'], modules: 8, never: [...heavy, 'core'] },
  { args: ['--help'], modules: 25, never: [...heavy, 'core'] },
  { args: ['locks', 'list', join(tmpdir(), 'no-such-folder')], modules: 55, never: heavy },
  { args: ['tags', 'show', song], modules: 80, never: heavy },
];

// Says what was loaded on a file descriptor of its own, so that nothing of the program gets in between.
const recorder = `
import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
registerHooks({ load(url, context, next) { if (url.startsWith('file:')) writeSync(3, url + '\\n'); return next(url, context); } });`;

export function checkStartup() {
  return budgets.flatMap(faultsOf).join('\n');
}

function faultsOf({ args, modules, never }) {
  const hook = `--import=data:text/javascript,${encodeURIComponent(recorder)}`;
  const { output, status } = spawnSync(process.execPath, [hook, cli, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const what = `earmark ${args.join(' ')}`;
  if (status > 1) return [`${what} ended with ${status}: ${output[2]}`];
  const loaded = output[3].split('\n').filter(Boolean);
  const faults = never
    .filter((name) => loaded.some((url) => url.includes(`/packages/${name}/`)))
    .map((name) => `${what} loads @earmark/${name}`);
  if (loaded.length > modules)
    faults.push(`${what} loads ${loaded.length} modules; its budget is ${modules}`);
  return faults;
}
