import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError, type Finding } from '@earmark/core';
import { codeOf } from '../disk.ts';
import { mountOf } from '../mounts.ts';
import { clockAhead, clockFinding } from './clocks.ts';
import { createExcludes, linkExcludes, probes } from './probes.ts';

export interface MountReport {
  readonly folder: string;
  /** The type that statfs(2) tells, in hexadecimal. */
  readonly type: string;
  /** Known to be a disk of this machine. Linux alone tells: elsewhere false. */
  readonly local: boolean;
  /** How locks are claimed on this mount. */
  readonly claim: 'hard link' | 'exclusive create' | 'nothing';
  /** No two processes of this machine hold a lock at once. */
  readonly exclusionHere: boolean;
  /** Between machines: a holder that is silent for the stale time is taken over, and its `confirm()` then fails. */
  readonly leaseAcross: boolean;
  /** How far this machine's clock is ahead of the one that dates the files there, in milliseconds. */
  readonly clockAheadMs: number;
  readonly findings: readonly Finding[];
}

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
  const clockAheadMs = await clockAhead(place);
  findings.push(clockFinding(clockAheadMs));
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
    local: mount.local,
    claim,
    exclusionHere: holds,
    leaseAcross: holds && !risky,
    clockAheadMs,
    findings,
  };
}

const codeAndText = (error: unknown) => codeOf(error) || String(error);
