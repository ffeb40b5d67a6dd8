import type { Evidence, Policy } from '@earmark/core';
import { expect, test } from 'vitest';
import { policiesFor } from './policies-for.ts';

const policy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'own',
  fields: ['genre', 'mood'],
  propose: () =>
    ['genre', 'mood'].map((field) => ({ field, after: ['Rock'], belief: 1, reasons: [] })),
};
const evidence: Evidence = {
  subject: {
    kind: 'album',
    id: 'a',
    title: 'Tago Mago',
    creators: ['Can'],
    targets: [{ sink: 'files', id: 'music:a.flac', fields: {} }],
  },
  matches: [
    {
      source: 'oracle',
      weight: 1,
      score: 1,
      margin: 1,
      reasons: [],
      candidate: { id: '1', title: 'Tago Mago', creators: ['Can'], year: 1971, claims: [] },
    },
  ],
  silent: [],
  hints: [],
  locked: [],
  rejected: [],
  pinned: {},
};

test("the account's policies speak for what was asked alone, the rest is filled where it is empty", async () => {
  const policies = await policiesFor(['genre', 'year'], [policy]);
  expect(policies.map(({ fields }) => fields)).toEqual([['genre'], ['year']]);
  expect(policies.flatMap(({ wants }) => wants?.(evidence.subject) ?? [])).toEqual([
    'genre',
    'year',
  ]);
  const proposals = policies.flatMap((each) => each.propose(evidence));
  expect(proposals.map(({ field, after }) => [field, after[0]])).toEqual([
    ['genre', 'Rock'],
    ['year', '1971'],
  ]);
});

test('a policy of books does not speak for the same field of albums', async () => {
  const books: Policy = { ...policy, name: 'books', fields: ['year'], kinds: ['book'] };
  const policies = await policiesFor(['year'], [books]);
  expect(policies.map(({ name }) => name)).toEqual(['books', 'fields']);
});

test('a field that is not there is refused with those that are', async () => {
  await expect(policiesFor(['yaer'], [policy])).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(/"yaer".*genre.*year/),
  });
});
