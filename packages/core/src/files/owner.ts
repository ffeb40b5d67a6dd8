import { createHash } from 'node:crypto';
import { type Life, lifeHere, ownProcess, type ProcessIdentity } from './process-identity.ts';

/** Who made a temporary file, short enough to be part of its name: `<process table>-<pid>-<start>`. */
export const ownerPattern = '[0-9a-f]{8}-\\d+-[0-9a-z]+';

let own: Promise<ProcessIdentity> | undefined;
/** It is the same as long as this process lives. */
const self = () => {
  own ??= ownProcess();
  return own;
};

export async function ownOwner(): Promise<string> {
  return ownerOf(await self());
}
const ownerOf = (identity: ProcessIdentity): string =>
  `${tableOf(identity)}-${identity.pid}-${shortStart(identity.start)}`;

/** Whether the maker still lives: `lifeOf` for owners. */
export async function lifeOfOwner(owner: string): Promise<Life> {
  const me = await self();
  const [table, pid, start = ''] = owner.split('-');
  if (table !== tableOf(me) || !/^\d+$/.test(pid ?? '')) return 'elsewhere';
  return lifeHere(Number(pid), (found) => shortStart(found) === start, start.replace('x', ''), me);
}

const tableOf = ({ hostname, boot }: ProcessIdentity): string => digest(`${hostname}\0${boot}`);
/** Ticks since boot stay as they are; a date is put short. */
const shortStart = (start: string): string => {
  if (start === '') return 'x';
  return /^\d+$/.test(start) ? start : digest(start);
};
const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 8);
