import type { LoggedEvent } from '@earmark/core';

/** Events that say how things stand: only the last of each counts. All others are facts, and none is left out. */
const states = new Set([
  'run-progressed',
  'scan-progressed',
  'job-progressed',
  'worker-progressed',
  'transcode-progressed',
]);

/** What a later event of the same key takes the place of; nothing for a fact. */
export function stateKey({ event, account, run = '' }: LoggedEvent): string | undefined {
  return states.has(event) ? `${event}/${account}/${run}` : undefined;
}
