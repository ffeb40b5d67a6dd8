import { expect, test, vi } from 'vitest';
import { explore } from './explore.ts';
import type { Guard } from './protocol.ts';

vi.setConfig({ testTimeout: 60_000 });

test.each([false, true])(
  'three contenders and a crash at any step: no fault (leases: %s)',
  (leases) => {
    const found = explore(3, { without: undefined, leases });
    expect(found.fault).toBe('');
    expect(found.stuck).toBe(0);
    expect(found.worlds).toBeGreaterThan(1_000);
  },
);

const bugs: readonly { without: Guard; processes: number; leases: boolean }[] = [
  { without: 'take-deed-first', processes: 3, leases: false },
  { without: 'look-again-before-removing', processes: 4, leases: false },
  { without: 'prove-after-token', processes: 3, leases: true },
  { without: 'name-in-confirm', processes: 3, leases: true },
];
test.each(bugs)(
  'without the step $without the explorer finds the bug',
  ({ without, processes, leases }) => {
    expect(explore(processes, { without, leases }).fault).not.toBe('');
  },
);
