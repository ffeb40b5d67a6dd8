import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError, type Finding } from '@earmark/core';
import { codeOf } from './disk.ts';
import { mountOf } from './mounts.ts';

export interface MountReport {
  readonly folder: string;
  /** The type that statfs(2) tells, in hexadecimal. */
  readonly type: string;
  /** How locks are claimed on this mount. */
  readonly claim: 'hard link' | 'exclusive create' | 'nothing';
  /** No two processes of this machine hold a lock at once. */
  readonly exclusionHere: boolean;
  /** Between machines: a holder that is silent for the stale time is taken over, and its `confirm()` then fails. */
  readonly leaseAcross: boolean;
  readonly findings: readonly Finding[];
}

type Probe = readonly [what: string, needed: boolean, run: (folder: string) => Promise<boolean>];

/** Tries, in a folder of its own below the given one, what locks rest on, and says which guarantees hold there. */
export async function doctorMount(folder: string): Promise<MountReport> {
  const place = join(folder, `.earmark-doctor-${randomUUID()}`);
  try {
    await mkdir(place);
  } catch (error) {
    throw new EarmarkError(
      'io',
      `${folder} cannot be examined: ${error instanceof Error ? error.message : error}. It must exist and be writable`,
      { cause: error },
    );
  }
  try {
    return await examine(folder, place);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function examine(folder: string, place: string): Promise<MountReport> {
  const mount = await mountOf(place);
  const { type } = await statfs(place);
  const findings: Finding[] = [];
  const works = new Set<string>();
  for (const [what, needed, run] of probes) {
    const inside = join(place, randomUUID());
    await mkdir(inside);
    const fault = await run(inside).then((ok) => (ok ? '' : 'it does not hold'), codeAndText);
    if (fault === '') {
      works.add(what);
      findings.push({ level: 'ok', text: what });
    } else
      findings.push({
        level: needed ? 'failure' : 'warning',
        text: `not here: ${what} (${fault})`,
      });
  }
  const sure = probes.every(([what, needed]) => !needed || works.has(what));
  const linked = mount.links && works.has(linkExcludes);
  const created = works.has(createExcludes);
  const claim = linked ? 'hard link' : created ? 'exclusive create' : 'nothing';
  const holds = sure && claim !== 'nothing';
  const risky = holds && claim === 'exclusive create' && !mount.local && mount.links;
  if (risky)
    findings.push({
      level: 'warning',
      text: 'this mount refuses hard links, so exclusive create decides, and it is not known to be atomic between machines',
      fix: 'use it from one machine, or mount it by NFS 4 or SMB 3',
    });
  findings.push({
    level: holds ? 'ok' : 'failure',
    text: holds
      ? `locks are claimed by ${claim}: exclusion among the processes of this machine, ${risky ? 'no promise' : 'a lease with fencing'} between machines`
      : 'locks cannot be trusted on this mount',
    ...(holds ? {} : { fix: 'keep the files or their locks on another mount' }),
  });
  return {
    folder,
    type: `0x${type.toString(16)}`,
    claim,
    exclusionHere: holds,
    leaseAcross: holds && !risky,
    findings,
  };
}

const linkExcludes = 'a hard link to a taken name is refused';
const createExcludes = 'an exclusive create of a taken name is refused';

const probes: readonly Probe[] = [
  [
    createExcludes,
    true,
    (at) =>
      refuses(
        'EEXIST',
        () => writeFile(join(at, 'a'), '2', { flag: 'wx' }),
        () => writeFile(join(at, 'a'), '1'),
      ),
  ],
  [
    linkExcludes,
    false,
    (at) =>
      refuses(
        'EEXIST',
        () => link(join(at, 'a'), join(at, 'b')),
        async () => {
          await writeFile(join(at, 'a'), '1');
          await link(join(at, 'a'), join(at, 'b'));
        },
      ),
  ],
  [
    'of many renames of one file exactly one succeeds',
    true,
    oneOf(8, async (at, index) => rename(join(at, 'a'), join(at, `taken-${index}`))),
  ],
  [
    'of many who make one folder exactly one succeeds',
    true,
    oneOf(8, async (at) => mkdir(join(at, 'folder'))),
  ],
  [
    'of many exclusive creates exactly one succeeds',
    true,
    oneOf(8, async (at) => writeFile(join(at, 'new'), '', { flag: 'wx' })),
  ],
  [
    'a full folder is not replaced by a rename',
    true,
    async (at) => {
      for (const name of ['one', 'two']) {
        await mkdir(join(at, name));
        await writeFile(join(at, name, 'inside'), name);
      }
      const refused = await rename(join(at, 'one'), join(at, 'two')).then(
        () => false,
        () => true,
      );
      return refused && (await readFile(join(at, 'two', 'inside'), 'utf8')) === 'two';
    },
  ],
  [
    'what was renamed is read back at once',
    true,
    async (at) => {
      await writeFile(join(at, 'a'), 'new');
      await rename(join(at, 'a'), join(at, 'b'));
      return (
        (await readFile(join(at, 'b'), 'utf8')) === 'new' && !(await readdir(at)).includes('a')
      );
    },
  ],
  [
    'an open file can be renamed and removed',
    false,
    async (at) => {
      const file = await open(join(at, 'a'), 'w');
      try {
        await rename(join(at, 'a'), join(at, 'b'));
        await unlink(join(at, 'b'));
      } finally {
        await file.close();
      }
      return true;
    },
  ],
  [
    'a file can be replaced while somebody reads it',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      await writeFile(join(at, 'b'), '2');
      const file = await open(join(at, 'b'), 'r');
      try {
        await rename(join(at, 'a'), join(at, 'b'));
      } finally {
        await file.close();
      }
      return true;
    },
  ],
  [
    'links are counted',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      await link(join(at, 'a'), join(at, 'b'));
      return (await stat(join(at, 'a'))).nlink === 2;
    },
  ],
  [
    'names differ by case',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      return !existsSync(join(at, 'A'));
    },
  ],
  [
    'names keep accents',
    false,
    async (at) => {
      await writeFile(join(at, 'é'), '1');
      return (await readdir(at)).includes('é');
    },
  ],
  [
    'a folder can be synchronised',
    false,
    async (at) => {
      const file = await open(at, 'r');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      return true;
    },
  ],
];

async function refuses(
  code: string,
  second: () => Promise<unknown>,
  first: () => Promise<unknown>,
) {
  await first();
  return second().then(
    () => false,
    (error: unknown) => codeOf(error) === code,
  );
}

function oneOf(count: number, step: (at: string, index: number) => Promise<unknown>) {
  return async (at: string) => {
    await writeFile(join(at, 'a'), '1');
    const tries = Array.from({ length: count }, (_, index) => step(at, index));
    const results = await Promise.allSettled(tries);
    return results.filter(({ status }) => status === 'fulfilled').length === 1;
  };
}

const codeAndText = (error: unknown) => codeOf(error) || String(error);
