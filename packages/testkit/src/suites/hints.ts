import assert from 'node:assert/strict';
import type { Hints, OriginContext, Subject } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { assertClaims, assertSpec, frozen } from './promises.ts';
import { createStillContext, type StillContextOptions } from './still-context.ts';
import { oddSubjects } from './subjects.ts';

export interface HintsSuiteOptions extends Pick<StillContextOptions, 'prepare'> {
  create(): Hints;
  /** A subject that it has something to say of. */
  readonly subject: Subject;
}
interface HintsSubject {
  readonly hints: Hints;
  readonly subject: Subject;
  readonly ctx: OriginContext;
}

const checks: readonly Check<HintsSubject>[] = [
  {
    name: 'it says what it is',
    run: ({ hints }) => assertSpec(hints, 'hints'),
  },
  {
    name: 'what it knows are claims within their ranges, without a network',
    async run({ hints, subject, ctx }) {
      const claims = await hints.hints(frozen(structuredClone(subject)), ctx);
      assert.ok(claims.length > 0, 'the subject of this suite gives it something to say');
      assertClaims(claims);
    },
  },
  {
    name: 'it says the same again',
    async run({ hints, subject, ctx }) {
      const first = structuredClone(await hints.hints(subject, ctx));
      assert.deepEqual(await hints.hints(subject, ctx), first);
    },
  },
  {
    name: 'of what it knows nothing of it says nothing, never a throw',
    async run({ hints, ctx }) {
      for (const subject of oddSubjects) assertClaims(await hints.hints(frozen(subject), ctx));
    },
  },
];

/** The contract of `Hints`: weak evidence from what is already here. */
export function hintsSuite(runner: SuiteRunner, options: HintsSuiteOptions): void {
  const { create, subject, prepare } = options;
  runSuite(runner, checks, async (check) => {
    const hints = create();
    const ctx = await createStillContext(prepare ? { prepare } : {});
    try {
      await check({ hints, subject, ctx });
    } finally {
      await hints.close?.();
      await ctx.close();
    }
  });
}
