// What importing a package costs, in kilobytes of code that is read: milliseconds say more of the machine. A budget is
// there to be lowered.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { published } from './workspace.mjs';

/** Core, and zod as one file. */
const usual = 800;
const budgets = {
  '@earmark/accounts': 850,
  '@earmark/api': 1250,
  '@earmark/audiobooks': 900,
  '@earmark/core': 560,
  '@earmark/dashboard': 10,
  '@earmark/genres': 1000,
  '@earmark/genres/normalize': 180,
  '@earmark/library': 650,
  '@earmark/lock': 620,
  '@earmark/notify-email': 950,
  '@earmark/postgres': 560,
  '@earmark/source-deezer': 230,
  '@earmark/source-lastfm': 230,
  '@earmark/source-spotify': 230,
  '@earmark/spec': 12,
  '@earmark/standard': 800,
  '@earmark/tags': 640,
  '@earmark/tags-id3': 580,
  earmark: 800,
};
const others = [
  ['@earmark/genres/normalize', join('packages', 'genres', 'dist', 'normalize-genre.js')],
];

// Says what was loaded on a file descriptor of its own, so that nothing of the program gets in between.
const recorder = `
import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
registerHooks({ load(url, context, next) {
  const loaded = next(url, context);
  if (url.startsWith('file:')) writeSync(3, (loaded.source?.length ?? 0) + '\\n');
  return loaded;
} });`;

export function checkWeights() {
  const entries = published
    .filter(({ manifest }) => manifest.exports?.['.'])
    .map(({ folder, manifest }) => [manifest.name, join(folder, 'dist', 'index.js')]);
  return [...entries, ...others].flatMap(faultsOf).join('\n');
}

function faultsOf([name, file]) {
  if (!existsSync(file)) return [`${name}: ${file} is not built`];
  const hook = `--import=data:text/javascript,${encodeURIComponent(recorder)}`;
  const { output } = spawnSync(process.execPath, [hook, file, '--version'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const loaded = output[3].split('\n').filter(Boolean).map(Number);
  if (loaded.length === 0) return [`${name}: nothing was loaded\n${output[2]}`];
  const kilobytes = Math.round(loaded.reduce((sum, bytes) => sum + bytes, 0) / 1024);
  const budget = budgets[name] ?? usual;
  return kilobytes > budget
    ? [`importing ${name} reads ${kilobytes} KB of code; its budget is ${budget} KB`]
    : [];
}
