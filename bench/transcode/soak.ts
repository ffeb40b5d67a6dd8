// Faults at random over 40 short files: node bench/transcode/soak.ts [ROUNDS] [FILES].
// Each round, two workers share a folder while they are killed, their ffmpeg is
// killed, runs out of space, writes rubbish, too little or a torn file, and leases are lost before the commit;
// some inputs are truncated or no media at all. In odd rounds they have databases of their own and lock files, in
// even ones a PostgreSQL with its locks, which is killed and restarted besides. Then two undisturbed workers end
// the work. Prints one JSON line.
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTestServer } from '../../packages/postgres/src/__tests__/server.ts';

const rounds = Number(process.argv[2] ?? 20);
const count = Number(process.argv[3] ?? 40);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'earmark-transcode-soak-'));
const startedAt = performance.now();
const total = {
  files: 0,
  workersKilled: 0,
  workersStarted: 0,
  databaseKilled: 0,
  done: 0,
  leftAsTheyWere: 0,
};
const database = await createTestServer();
const faults: string[] = [];

interface Input {
  readonly name: string;
  readonly bytes: Buffer;
  readonly good: boolean;
  readonly seconds: number;
}

function inputs(): readonly Input[] {
  return Array.from({ length: count }, (_, number) => {
    const extension = number % 4 === 0 ? 'mp3' : 'wav';
    const path = join(home, `made.${extension}`);
    const seconds = 0.3 + (number % 5) / 20;
    const make = [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `anoisesrc=duration=${seconds}:seed=${number}`,
    ];
    const { status } = spawnSync('ffmpeg', [
      ...make,
      '-metadata',
      `title=Title ${number}`,
      '-y',
      path,
    ]);
    if (status !== 0) throw new Error('ffmpeg could not make an input');
    const whole = readFileSync(path);
    const name = `file-${number}.${extension}`;
    if (number % 10 === 5) return { name, bytes: whole.subarray(0, 30), good: false, seconds };
    if (number % 10 === 9) return { name, bytes: Buffer.from('no media'), good: false, seconds };
    return { name, bytes: whole, good: true, seconds };
  });
}

function worker(folder: string, state: string, harm: number, lost: number) {
  total.workersStarted += 1;
  const ffmpeg = harm > 0 ? here('./faulty-ffmpeg.sh') : 'ffmpeg';
  const args = [here('./worker.ts'), folder, state, 'opus', ffmpeg, String(lost)];
  const child = spawn(process.execPath, [...process.execArgv, '--no-warnings', ...args], {
    env: { ...process.env, HARM: String(harm), TMPDIR: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) =>
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) faults.push(`a worker ended with ${signal ?? code}`);
      resolve();
    }),
  );
  return { child, ended };
}

/** Two workers at once; a killed one is followed by another, which recovers what it left. */
async function disturbed(folder: string, states: readonly string[]): Promise<void> {
  await Promise.all(
    states.map(async (state) => {
      for (let life = 0; life < 3; life++) {
        const { child, ended } = worker(folder, state, 25, 10);
        const kill = setTimeout(
          () => {
            if (child.kill('SIGKILL')) total.workersKilled += 1;
          },
          randomInt(400, 4000),
        );
        await ended;
        clearTimeout(kill);
      }
    }),
  );
}

/** Kills and restarts the database at random until the work is over. */
async function restarting(work: Promise<unknown>): Promise<void> {
  let over = false;
  const ended = work.finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.race([ended, sleep(randomInt(500, 3000))]);
    if (over) break;
    await database.kill();
    total.databaseKilled += 1;
    await sleep(randomInt(50, 1500));
    await database.start();
  }
  await ended;
}

function durationOf(path: string): number {
  const { status, stderr } = spawnSync('ffmpeg', [
    '-v',
    'error',
    '-xerror',
    '-i',
    path,
    '-f',
    'null',
    '-',
  ]);
  if (status !== 0 || String(stderr) !== '') return 0;
  const show = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path];
  return Number(spawnSync('ffprobe', show).stdout);
}

/** Every original is in place or kept, and what is in place under a result's name is whole. */
function judge(folder: string, made: readonly Input[], when: string, finished: boolean): void {
  const kept = join(folder, '.earmark-kept');
  const entries = readOr(() => readdirSync(kept), []);
  for (const { name, bytes, good, seconds } of made) {
    const places = [
      join(folder, name),
      ...entries.map((entry) => join(kept, entry, 'before', name)),
    ];
    const isThere = places.some((path) => readOr(() => readFileSync(path).equals(bytes), false));
    if (!isThere) faults.push(`${when}: the original of ${name} is lost`);
    const result = join(folder, name.replace(/\.\w+$/, '.opus'));
    const present = readdirSync(folder).includes(result.slice(folder.length + 1));
    if (present && Math.abs(durationOf(result) - seconds) > 0.2)
      faults.push(`${when}: the result of ${name} is bad`);
    if (!finished) continue;
    const inPlace = readdirSync(folder).includes(name);
    if (good && (!present || inPlace)) faults.push(`${when}: ${name} was not done`);
    if (!good && (present || !inPlace)) faults.push(`${when}: ${name} should have stayed`);
    if (good && present && !inPlace) total.done += 1;
    if (!good && !present && inPlace) total.leftAsTheyWere += 1;
  }
  if (finished)
    for (const name of readdirSync(folder))
      if (name.includes('earmark-tmp') || name.endsWith('.earmark.lock'))
        faults.push(`${when}: ${name} was left behind`);
}
function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}

try {
  const made = inputs();
  for (let round = 1; round <= rounds && faults.length === 0; round++) {
    const folder = join(home, `round-${round}`);
    const shared = round % 2 === 0;
    const states = ['a', 'b'].map((name) =>
      shared ? `${database.url}#round${round}` : join(home, `state-${round}-${name}`),
    );
    mkdirSync(folder);
    for (const { name, bytes } of made) writeFileSync(join(folder, name), bytes);
    total.files += made.length;
    const disturbing = disturbed(folder, states);
    await (shared ? restarting(disturbing) : disturbing);
    judge(folder, made, `round ${round}, after the faults`, false);
    // Twice: what one skipped because the other held it is looked at again.
    for (let pass = 0; pass < 2; pass++)
      await Promise.all(states.map((state) => worker(folder, state, 0, 0).ended));
    judge(folder, made, `round ${round}, at the end`, true);
    process.stderr.write(
      `round ${round}: ${JSON.stringify({ ...total, faults: faults.length })}\n`,
    );
    rmSync(folder, { recursive: true });
  }
} finally {
  await database.remove();
  rmSync(home, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write(
  `${JSON.stringify({ bench: 'transcode-soak', rounds, ...total, faults, seconds })}\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
