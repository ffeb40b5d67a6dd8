import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashAtEverySyscall } from '@earmark/testkit';

export interface KillCounts {
  kills: number;
  /** Files that were neither old nor new right after a kill. */
  torn: number;
  /** Files that a killed process left and that were still there after the next run. */
  leftovers: number;
}

/** Kills before every call that changes a file, and in the middle of every write. Gives the calls in their order. */
export async function killAtEveryCall(
  fixture: string,
  way: 'in-place' | 'copy',
  scratch: string,
  counts: KillCounts,
): Promise<readonly string[]> {
  const name = basename(fixture);
  const folder = join(scratch, 'injected');
  const old = readFileSync(fixture);
  const path = join(folder, name);
  let written: Buffer | undefined;
  const calls = await crashAtEverySyscall({
    script: fileURLToPath(new URL('./write-once.ts', import.meta.url)),
    args: [folder, join(scratch, 'state.json'), name, way],
    execArgv: process.execArgv,
    under: folder,
    async prepare() {
      // The first preparation is followed by the undisturbed run: its result is what "new" means.
      if (written === undefined && readdirSync(folder).includes(name)) written = readFileSync(path);
      copyFileSync(fixture, path);
    },
    async afterKill() {
      counts.kills++;
      const bytes = readFileSync(path);
      if (!bytes.equals(old) && !(written?.equals(bytes) ?? false)) counts.torn++;
    },
    async afterNextRun() {
      counts.leftovers += readdirSync(folder).filter((each) => each !== name).length;
      if (!(written?.equals(readFileSync(path)) ?? false)) counts.torn++;
    },
  });
  return calls.map(({ call, file }) => `${call} ${kindOf(file, folder)}`);
}

/** The temporary file, its journal, the folder or the song: what the order of calls is told by. */
function kindOf(file: string, folder: string): string {
  if (file === folder) return 'folder';
  return /\.earmark-(\w+)$/.exec(file)?.[1] ?? 'song';
}
