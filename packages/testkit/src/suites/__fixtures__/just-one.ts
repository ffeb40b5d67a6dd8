import type { SuiteRunner } from '../../suite.ts';

/** A suite drives a whole service: a planted fault is shown to the check that must notice it, and to no other. */
export const justOne = (runner: SuiteRunner, name: string): SuiteRunner => ({
  ...runner,
  test: (each, body) => (each === name ? runner.test(each, body) : undefined),
});
