/**
 * Kills a process with SIGKILL while it writes genres into mp3, flac, m4a, ogg and opus files, small ones and
 * of 30 MB: before every call that changes a file and in the middle of every write, then at random instants.
 *
 *   node bench/kill/write.ts [--kills 1000] [--small-only]
 *
 * Right after each kill, before anything could repair it, every file has to be, byte for byte, one that an
 * undisturbed process writes, or the old one. After the next run nothing may be left in the folder. Needs
 * Linux and ffmpeg. One JSON line.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { withScratch } from '../scan/scan.ts';
import { killAtRandom } from './at-random.ts';
import { makeFixtures } from './fixtures.ts';
import { type KillCounts, killAtEveryCall } from './injected.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    'small-only': { type: 'boolean', default: false },
  },
});

await withScratch(async (scratch) => {
  const [fixtures, random] = ['fixtures', 'random'].map((name) => join(scratch, name));
  if (fixtures === undefined || random === undefined) return;
  for (const folder of [fixtures, random]) mkdirSync(folder);
  const files = makeFixtures(fixtures).filter(
    (path) => !values['small-only'] || !basename(path).startsWith('big-'),
  );
  leaveRoom(fixtures, join(scratch, 'state.json'));
  const injected: KillCounts = { kills: 0, torn: 0, leftovers: 0 };
  const orders: Record<string, number> = {};
  for (const path of files)
    for (const way of ['in-place', 'copy'] as const) {
      const place = join(scratch, `${basename(path)}-${way}`);
      mkdirSync(join(place, 'injected'), { recursive: true });
      const calls = await killAtEveryCall(path, way, place, injected);
      const order = `${calls.filter((call) => !call.startsWith('write tmp')).join(', ')}`;
      orders[order] = (orders[order] ?? 0) + 1;
    }
  for (const path of files) copyFileSync(path, join(random, basename(path)));
  const atRandom: KillCounts = { kills: 0, torn: 0, leftovers: 0 };
  const left = Math.max(0, Number(values.kills) - injected.kills);
  await killAtRandom(random, join(scratch, 'state.json'), atRandom, left);
  const right = [injected, atRandom].every(({ torn, leftovers }) => torn + leftovers === 0);
  console.log(
    JSON.stringify({ bench: 'kill-write', files: files.length, right, injected, atRandom, orders }),
  );
  process.exitCode = right ? 0 : 1;
});

/** A first write by the sink leaves the padding in which later ones are made in place. */
function leaveRoom(folder: string, stateFile: string): void {
  const script = join(import.meta.dirname, 'write-on.ts');
  const args = [...process.execArgv, script, folder, stateFile, '1'];
  execFileSync(process.execPath, args, { input: '\n' });
}
