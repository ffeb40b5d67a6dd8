import type { Queue } from '@earmark/core';
import { runSuite, type SuiteRunner } from '../suite.ts';
import { queueChecks } from './queue/checks.ts';

/**
 * Proves a queue. `create` gives a new empty one for each check; what it opens besides is closed by the
 * function it gives back with it.
 */
export function queueSuite(
  runner: SuiteRunner,
  create: () => Promise<{ readonly queue: Queue; close?(): Promise<void> }>,
): void {
  runSuite(runner, queueChecks, async (check) => {
    const created = await create();
    try {
      await check(created.queue);
    } finally {
      await created.close?.();
    }
  });
}
