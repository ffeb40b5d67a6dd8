import { test as nodeTest } from 'node:test';
import { expectTypeOf, test } from 'vitest';
import type { SuiteRunner } from './suite.ts';

test("vitest's and node:test's test functions are runners as they are", () => {
  expectTypeOf(test).toExtend<SuiteRunner['test']>();
  expectTypeOf(nodeTest).toExtend<SuiteRunner['test']>();
});
