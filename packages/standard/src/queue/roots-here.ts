import { hostname } from 'node:os';
import { type Earmark, EarmarkError, type Fault } from '@earmark/core';
import { rootTrouble } from '@earmark/library';
import { rootAbility } from '../roots/jobs-of-root.ts';

export type Roots = Readonly<Record<string, string>>;

/** Where this machine has the roots of an account: as it was told, else as the state knows it. */
export async function rootsHere(view: Earmark, told: Roots): Promise<Roots> {
  const known = (await (await view.shared()).roots(view.account)).filter(
    ({ host }) => host === hostname(),
  );
  return { ...Object.fromEntries(known.map(({ id, path }) => [id, path])), ...told };
}

/** Why a worker cannot reach any of the places that it has for a root, of whichever account. */
export async function abilityTrouble(
  ability: string,
  places: readonly Roots[],
): Promise<string | undefined> {
  let trouble: string | undefined;
  for (const roots of places)
    for (const [root, path] of Object.entries(roots)) {
      if (rootAbility(root) !== ability) continue;
      trouble = await rootTrouble(path);
      if (trouble === undefined) return undefined;
    }
  return trouble;
}

const noSpace = /ENOSPC|EDQUOT|no space left|disk is full/i;

/** The fault of a job as this machine's own trouble, where it is: then another machine can do the job, or this one later. */
export async function asTrouble(root: string, path: string, fault: Fault): Promise<EarmarkError> {
  const trouble = noSpace.test(fault.message) ? fault.message : await rootTrouble(path);
  if (trouble === undefined) return new EarmarkError(fault.code, fault.message);
  return new EarmarkError('io', trouble, { lacks: rootAbility(root) });
}
