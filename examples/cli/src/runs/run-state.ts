import type { RunRecord } from '@earmark/core';
import { lifeOfOwner } from '@earmark/core/files';

/** A run without an end is running, or its process was killed. */
export async function stateOf({
  outcome,
  owner,
  host,
}: Pick<RunRecord, 'outcome' | 'owner' | 'host'>): Promise<string> {
  if (outcome) return outcome;
  const life = owner === undefined ? 'unknown' : await lifeOfOwner(owner);
  if (life === 'alive') return 'running';
  return life === 'dead' ? 'killed' : `unknown (on ${host})`;
}
