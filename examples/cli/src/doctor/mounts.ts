import { EarmarkError, type Finding } from '@earmark/core';
import { createFileLock, doctorHolders, doctorMount } from '@earmark/lock';

/** What locks, and with them several machines, can rely on where a root lies. What works like everywhere is not told. */
export async function mountFindings(path: string): Promise<readonly Finding[]> {
  try {
    const { findings, exclusionHere, leaseAcross, claim } = await doctorMount(path);
    const trouble = findings.filter(({ level, fix }) => level === 'failure' || fix !== undefined);
    const promise: Finding = {
      level: exclusionHere ? 'ok' : 'failure',
      text: exclusionHere
        ? `locks by ${claim}: exclusion among the processes of this machine, ${leaseAcross ? 'a fenced lease' : 'nothing sure'} between machines`
        : 'locks cannot be trusted here',
    };
    const others = await doctorHolders({ locks: createFileLock(), under: path });
    return [...(exclusionHere ? [promise] : []), ...trouble, ...others];
  } catch (error) {
    // That it cannot be written is told already.
    if (EarmarkError.is(error, 'io')) return [];
    throw error;
  }
}

/** SQLite needs locks that network file systems do not give. */
export async function stateFindings(path: string): Promise<readonly Finding[]> {
  if (process.platform !== 'linux') return [];
  const { local, type } = await doctorMount(path);
  if (local) return [];
  return [
    {
      level: 'warning',
      text: `state ${path} is not known to be on a disk of this machine (type ${type}): a database there may break`,
      fix: 'keep it on a local disk (--state, EARMARK_STATE); the media may stay on the share',
    },
  ];
}
