// Acquire and release, as pairs per second against proper-lockfile in the same call:
//   node bench/lock/pairs.ts [PAIRS]
// proper-lockfile is installed into a scratch folder for the time of the run. Prints one JSON line.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileLock } from '@earmark/lock';

type Release = () => Promise<void>;
interface ProperLockfile {
  lock(path: string): Promise<Release>;
}

const pairs = Number(process.argv[2] ?? 2000);
const scratch = mkdtempSync(join(tmpdir(), 'earmark-pairs-'));
try {
  writeFileSync(join(scratch, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--silent', 'proper-lockfile@4.1.2'], { cwd: scratch });
  const proper: ProperLockfile = createRequire(join(scratch, 'package.json'))('proper-lockfile');
  const file = join(scratch, 'song.flac');
  writeFileSync(file, '');
  const locks = createFileLock();
  const ours = async () => {
    const lease = await locks.acquire(file, {});
    await lease.release();
  };
  const theirs = async () => {
    const release = await proper.lock(file);
    await release();
  };
  const ratios: number[] = [];
  let [oursPerSecond, theirsPerSecond] = [0, 0];
  await rate(ours, 200);
  await rate(theirs, 200);
  for (let round = 0; round < 5; round++) {
    theirsPerSecond = await rate(theirs, pairs);
    oursPerSecond = await rate(ours, pairs);
    ratios.push(oursPerSecond / theirsPerSecond);
  }
  const left = readdirSync(scratch).filter((name) => /lock$/.test(name));
  if (left.length > 0) throw new Error(`locks were left: ${left.join(', ')}`);
  const ratio = ratios.sort((a, b) => a - b)[2];
  console.log(
    JSON.stringify({ bench: 'lock-pairs', ratio, ratios, oursPerSecond, theirsPerSecond }),
  );
} finally {
  rmSync(scratch, { recursive: true });
}

async function rate(pair: () => Promise<void>, count: number): Promise<number> {
  const startedAt = performance.now();
  for (let each = 0; each < count; each++) await pair();
  return (count * 1000) / (performance.now() - startedAt);
}
