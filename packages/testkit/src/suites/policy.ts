import assert from 'node:assert/strict';
import { type Evidence, isFieldName, type Policy, type Proposal } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { assertReasons, assertSpec, frozen, isPlainData } from './promises.ts';
import { oddSubjects } from './subjects.ts';

export interface PolicySuiteOptions {
  create(): Policy;
  /** Evidence from which it proposes something. */
  readonly convinces: Evidence;
}
interface PolicySubject {
  readonly policy: Policy;
  readonly convinces: Evidence;
}

const evidenceOf = (subject: Evidence['subject']): Evidence => ({
  subject,
  matches: [],
  silent: [],
  hints: [],
  locked: [],
  rejected: [],
  pinned: {},
});

const checks: readonly Check<PolicySubject>[] = [
  {
    name: 'it says what it is, and speaks for fields that exist',
    run({ policy }) {
      assertSpec(policy, 'policy');
      assert.ok(policy.fields.length > 0, 'it speaks for a field');
      for (const field of policy.fields) assert.ok(isFieldName(field), `unknown field ${field}`);
    },
  },
  {
    name: 'what convinces it becomes proposals of its own fields, one for each target, within their ranges',
    run({ policy, convinces }) {
      const proposals = policy.propose(convinces);
      assert.ok(proposals.length > 0, 'the evidence of this suite convinces it');
      assertProposals(policy, proposals);
    },
  },
  {
    name: 'the same evidence makes the same proposals in the same order, and is not changed',
    run({ policy, convinces }) {
      const before = structuredClone(convinces);
      const first = structuredClone(policy.propose(convinces));
      assert.deepEqual(policy.propose(frozen(structuredClone(convinces))), first);
      assert.deepEqual(convinces, before);
    },
  },
  {
    name: 'nothing known makes proposals of nothing, never a throw',
    run({ policy }) {
      for (const subject of oddSubjects.filter(({ kind }) => policy.kinds?.includes(kind) ?? true))
        assertProposals(policy, policy.propose(frozen(evidenceOf(subject))));
    },
  },
  {
    name: 'a release that is believed less never raises what it believes',
    unless: ({ convinces }) =>
      convinces.matches.length > 0 ? undefined : 'its evidence of this suite has no matches',
    run({ policy, convinces }) {
      const sure = mostBelieved(policy.propose(convinces));
      const matches = convinces.matches.map((match) => ({ ...match, score: match.score / 4 }));
      assert.ok(mostBelieved(policy.propose({ ...convinces, matches })) <= sure);
    },
  },
  {
    name: 'what it still wants is among its fields',
    unless: ({ policy }) => (policy.wants ? undefined : 'it has no wants'),
    run({ policy }) {
      for (const subject of oddSubjects)
        for (const field of policy.wants?.(frozen(subject)) ?? [])
          assert.ok(policy.fields.includes(field), `it wants ${field}, and does not speak for it`);
    },
  },
];

const mostBelieved = (proposals: readonly Proposal[]) =>
  Math.max(0, ...proposals.map(({ belief }) => belief));

function assertProposals({ fields }: Policy, proposals: readonly Proposal[]): void {
  const seen = new Set<string>();
  for (const proposal of proposals) {
    const { field, belief, reasons, targets = ['all'] } = proposal;
    assert.ok(fields.includes(field), `it proposes ${field}, and does not speak for it`);
    assert.ok(belief >= 0 && belief <= 1, `the belief ${belief} in ${field} is not 0 to 1`);
    assert.ok(isPlainData(proposal), 'a proposal is plain data');
    assertReasons(reasons);
    for (const target of targets) {
      assert.ok(!seen.has(`${field} ${target}`), `it proposes ${field} twice for ${target}`);
      seen.add(`${field} ${target}`);
    }
  }
}

/** The contract of `Policy`: pure, within its fields, within its ranges. */
export function policySuite(runner: SuiteRunner, { create, convinces }: PolicySuiteOptions): void {
  runSuite(runner, checks, async (check) => {
    const policy = create();
    try {
      await check({ policy, convinces });
    } finally {
      await policy.close?.();
    }
  });
}
