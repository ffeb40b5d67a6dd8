import type { Evidence, Hints, Origin, Policy, Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { runChecks } from '../suite.ts';
import { hintsSuite } from './hints.ts';
import { originSuite } from './origin.ts';
import { policySuite } from './policy.ts';

const said = { field: 'genre', value: 'Jazz', strength: 0.8, level: 'path' } as const;
const subject: Subject = {
  kind: 'album',
  id: '1',
  title: 'Kind of Blue',
  creators: ['Miles Davis'],
  targets: [{ sink: 'tags', id: 'm:a/1.flac', fields: {} }],
};
const convinces: Evidence = {
  subject,
  matches: [
    {
      source: 's',
      weight: 1,
      score: 0.8,
      margin: 1,
      reasons: [],
      candidate: { id: 'c', title: 'Kind of Blue', creators: [], claims: [said] },
    },
  ],
  silent: [],
  hints: [],
  locked: [],
  rejected: [],
  pinned: {},
};

const policy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'first-genre',
  fields: ['genre'],
  wants: () => ['genre'],
  propose: ({ matches: [best] }) =>
    best === undefined
      ? []
      : [
          {
            field: 'genre',
            after: best.candidate.claims.map(({ value }) => value),
            belief: best.score,
            reasons: [{ what: 'the best match says so', contribution: best.score }],
          },
        ],
};
const hints: Hints = {
  spec: 1,
  kind: 'hints',
  name: 'jazz-fans',
  hints: async ({ creators }) => (creators.includes('Miles Davis') ? [said] : []),
};
const shelf = [subject, { ...subject, id: '2', targets: [] }];
const origin: Origin = {
  spec: 1,
  kind: 'origin',
  name: 'shelf',
  roots: { m: '/m' },
  async *subjects({ signal }) {
    for (const each of shelf) if (!signal.aborted) yield each;
  },
  get: async (id) => shelf.find((each) => each.id === id),
};

let count = 0;
const [proposed] = policy.propose(convinces);
if (proposed === undefined) throw new Error('the good policy proposes nothing');
const propose = (answer: () => readonly unknown[]): Policy => ({
  ...policy,
  propose: answer as Policy['propose'],
});
const policyFaults: readonly (readonly [string, Policy, string])[] = [
  ['speaks for an unknown field', { ...policy, fields: ['colour'] }, 'it says what it is'],
  ['proposes nothing', propose(() => []), 'what convinces it'],
  ['proposes a foreign field', propose(() => [{ ...proposed, field: 'title' }]), 'what convinces'],
  ['believes 7', propose(() => [{ ...proposed, belief: 7 }]), 'what convinces it'],
  ['proposes twice', propose(() => [proposed, proposed]), 'what convinces it'],
  ['throws dice', propose(() => [{ ...proposed, belief: ++count / 100 }]), 'the same evidence'],
  [
    'adds to what it got',
    {
      ...policy,
      propose({ matches }) {
        (matches as unknown[]).push(matches[0]);
        return [proposed];
      },
    },
    'the same evidence',
  ],
  [
    'needs a match',
    {
      ...policy,
      propose: (evidence) => [
        { ...proposed, after: [evidence.matches[0]?.source ?? assertNever()] },
      ],
    },
    'nothing known',
  ],
  [
    'believes what is uncertain',
    {
      ...policy,
      propose: ({ matches: [best] }) => (best ? [{ ...proposed, belief: 1 - best.score }] : []),
    },
    'a release that is believed less',
  ],
  ['wants too much', { ...policy, wants: () => ['title'] }, 'what it still wants'],
];
function assertNever(): never {
  throw new Error('no match');
}

const hintsFaults: readonly (readonly [string, Hints, string])[] = [
  ['is of another kind', { ...hints, kind: 'source' as 'hints' }, 'it says what it is'],
  ['is too sure', { ...hints, hints: async () => [{ ...said, strength: 3 }] }, 'what it knows'],
  [
    'goes out',
    {
      ...hints,
      hints: async (_, { http }) => [
        { ...said, value: `${await http.json(new URL('http://x.example'))}` },
      ],
    },
    'what it knows',
  ],
  [
    'throws dice',
    { ...hints, hints: async () => [{ ...said, value: `${++count}` }] },
    'it says the same',
  ],
  [
    'needs a creator',
    { ...hints, hints: async ({ creators: [first] }) => (first ? [said] : assertNever()) },
    'of what it knows nothing',
  ],
];

const yields = (subjects: readonly Subject[]): Origin => ({
  ...origin,
  async *subjects({ signal }) {
    if (!signal.aborted) yield* subjects;
  },
});
const at = (id: string) => [{ sink: 'tags', id, fields: {} }];
const originFaults: readonly (readonly [string, Origin, string])[] = [
  ['has a relative root', { ...origin, roots: { m: 'm' } }, 'it says what it is'],
  ['finds one twice', yields([subject, subject]), 'every subject is found once'],
  [
    'yields a date',
    yields([subject, { ...subject, id: '2', at: new Date(0) } as Subject]),
    'every subject',
  ],
  [
    'leaves its root',
    yields([subject, { ...subject, id: '2', targets: at('m:../x') }]),
    'targets name',
  ],
  ['is absolute', yields([subject, { ...subject, id: '2', targets: at('/m/x') }]), 'targets name'],
  [
    'gives new ids each time',
    {
      ...origin,
      async *subjects() {
        for (const each of shelf) yield { ...each, id: `${++count}` };
      },
    },
    'who looks again',
  ],
  ['knows every id', { ...origin, get: async () => subject }, 'a subject is given by its id'],
  [
    'hears no stop',
    {
      ...origin,
      async *subjects() {
        yield* shelf;
      },
    },
    'a run that was stopped',
  ],
];

const runPolicy = (each: Policy) =>
  runChecks((runner) => policySuite(runner, { create: () => each, convinces }));
const runHints = (each: Hints) =>
  runChecks((runner) => hintsSuite(runner, { create: () => each, subject }));
const runOrigin = (each: Origin) =>
  runChecks((runner) => originSuite(runner, { create: () => each, subjects: 2 }));

test('good ones pass', async () => {
  const results = [
    ...(await runPolicy(policy)),
    ...(await runHints(hints)),
    ...(await runOrigin(origin)),
  ];
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

async function catches(results: Awaited<ReturnType<typeof runChecks>>, check: string) {
  const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  expect(failed.some((name) => name.startsWith(check))).toBe(true);
}
test.each(policyFaults)('the suite catches a policy that %s', async (_, each, check) =>
  catches(await runPolicy(each), check),
);
test.each(hintsFaults)('the suite catches hints of a plugin that %s', async (_, each, check) =>
  catches(await runHints(each), check),
);
test.each(originFaults)('the suite catches an origin that %s', async (_, each, check) =>
  catches(await runOrigin(each), check),
);
