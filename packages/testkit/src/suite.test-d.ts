import { test as nodeTest } from 'node:test';
import { expectTypeOf, test } from 'vitest';
import type { SuiteRunner } from './suite.ts';

/** As @types/jest has it. */
type JestTest = (
  name: string,
  body?: ((done: () => void) => unknown) | (() => Promise<unknown>),
  timeout?: number,
) => void;

test('the test functions of vitest, node:test and Jest are runners as they are', () => {
  expectTypeOf(test).toExtend<SuiteRunner['test']>();
  expectTypeOf(nodeTest).toExtend<SuiteRunner['test']>();
  expectTypeOf<JestTest>().toExtend<SuiteRunner['test']>();
});
