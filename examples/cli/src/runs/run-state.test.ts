import { ownOwner } from '@earmark/core/files';
import { expect, test } from 'vitest';
import { stateOf } from './run-state.ts';

const host = 'attic';

test('a run whose process goes on is running, whatever ended says how, another machine is unknown', async () => {
  const owner = await ownOwner();
  expect(await stateOf({ host, owner })).toBe('running');
  expect(await stateOf({ host, owner, outcome: 'stopped' })).toBe('stopped');
  expect(await stateOf({ host, owner: '00000000-1-1' })).toBe('unknown (on attic)');
  expect(await stateOf({ host })).toBe('unknown (on attic)');
});

test('a process that took the number of a killed one is not the run', async () => {
  const owner = (await ownOwner()).replace(/[^-]+$/, '0');
  expect(await stateOf({ host, owner })).toBe('killed');
});
