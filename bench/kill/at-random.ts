import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { KillCounts } from './injected.ts';

const script = fileURLToPath(new URL('./write-on.ts', import.meta.url));
const longestMs = 600;

/** Kills a process that writes all files of a folder again and again, at random instants. */
export async function killAtRandom(
  folder: string,
  stateFile: string,
  counts: KillCounts,
  times: number,
): Promise<void> {
  const names = readdirSync(folder);
  const states = await statesOf(folder, stateFile, names);
  for (let kill = 0; kill < times; kill++) {
    const child = await started(folder, stateFile, 100_000);
    counts.leftovers += readdirSync(folder).length - names.length;
    child.stdin?.write('\n');
    await sleep(Math.random() * longestMs);
    child.kill('SIGKILL');
    await once(child, 'exit');
    counts.kills++;
    counts.torn += names.filter((name) => !states.has(stateOf(folder, name))).length;
  }
  const last = await started(folder, stateFile, 0);
  counts.leftovers += readdirSync(folder).length - names.length;
  last.stdin?.write('\n');
  await once(last, 'exit');
}

/** Every content that an undisturbed process gives these files, and the ones they have. */
async function statesOf(
  folder: string,
  stateFile: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const states = new Set(names.map((name) => stateOf(folder, name)));
  for (let rounds = 1; rounds <= 9; rounds++) {
    const child = await started(folder, stateFile, rounds);
    child.stdin?.write('\n');
    await once(child, 'exit');
    for (const name of names) states.add(stateOf(folder, name));
  }
  return states;
}

async function started(folder: string, stateFile: string, rounds: number): Promise<ChildProcess> {
  const args = [...process.execArgv, script, folder, stateFile, String(rounds)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout !== null) {
    await once(child.stdout, 'data');
    child.stdout.resume();
  }
  return child;
}

const stateOf = (folder: string, name: string): string =>
  `${name} ${createHash('sha1')
    .update(readFileSync(join(folder, name)))
    .digest('hex')}`;
