import type { Candidate, Evidence, Match, Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { createBookPolicy } from './policy.ts';

const subject = (
  fields: Subject['targets'][number]['fields'] = {},
  more: Partial<Subject> = {},
): Subject => ({
  kind: 'book',
  id: 'abs:1',
  title: 'Dune',
  creators: ['Frank Herbert'],
  durationSeconds: 75_720,
  targets: [{ sink: 'abs', id: 'abs:l:1', fields }],
  ...more,
});
const candidate: Candidate = {
  id: 'B1',
  title: 'Dune',
  creators: ['Frank Herbert'],
  narrators: ['Scott Brick', 'Orlagh Cassidy'],
  series: [{ name: 'Dune', sequence: '1' }],
  publisher: 'Macmillan Audio',
  year: 2006,
  language: 'english',
  durationSeconds: 75_722,
  ids: { asin: 'B002V1OF70' },
  claims: [
    { field: 'description', value: 'Sand.', strength: 1, level: 'release' },
    { field: 'isbn', value: 'nonsense', strength: 1, level: 'release' },
    { field: 'chapter', value: '0 One', strength: 1, level: 'release' },
    { field: 'genre', value: 'Fantasy', strength: 1, level: 'release' },
  ],
};
const match = (source: string, rest: Partial<Candidate> = {}, score = 1): Match => ({
  source,
  weight: 1,
  candidate: { ...candidate, ...rest },
  score,
  reasons: [],
  margin: 1,
});
const evidence = (about: Subject, ...matches: readonly Match[]): Evidence => ({
  subject: about,
  matches,
  silent: [],
  hints: [],
  locked: [],
  rejected: [],
  pinned: {},
});
const proposed = (given: Evidence, policy = createBookPolicy()) =>
  Object.fromEntries(policy.propose(given).map(({ field, after }) => [field, after]));

test('gaps are filled with what is checked, in our words', () => {
  expect(proposed(evidence(subject(), match('audnexus')))).toEqual({
    narrator: ['Scott Brick', 'Orlagh Cassidy'],
    series: ['Dune'],
    seriespart: ['1'],
    publisher: ['Macmillan Audio'],
    year: ['2006'],
    description: ['Sand.'],
    asin: ['B002V1OF70'],
    language: ['English'],
    chapter: ['0 One'],
  });
});

test('what is there stays, unless its mode says replace; never is never', () => {
  const has = evidence(subject({ publisher: ['Ace'], year: ['1965'] }), match('audnexus'));
  expect(proposed(has)).not.toHaveProperty('publisher');
  const policy = createBookPolicy({
    fields: { publisher: 'replace-when-sure', description: 'never', genre: 'fill-empty' },
  });
  expect(proposed(has, policy)).toMatchObject({
    publisher: ['Macmillan Audio'],
    genre: ['Fantasy'],
  });
  expect(policy.fields).not.toContain('description');
});

test('no belief reaches the auto band before people have taught it', () => {
  const both = evidence(subject(), match('audnexus'), match('googlebooks'));
  for (const { belief } of createBookPolicy().propose(both)) expect(belief).toBeLessThan(0.95);
});

test('who reads it is believed of the very recording alone', () => {
  const beliefOf = (rest: Partial<Candidate>) =>
    createBookPolicy()
      .propose(evidence(subject(), match('audnexus', rest)))
      .find(({ field }) => field === 'narrator')?.belief ?? 0;
  expect(beliefOf({})).toBeGreaterThan(0.85);
  expect(beliefOf({ durationSeconds: 80_000 })).toBeLessThan(0.8);
  expect(
    proposed(evidence(subject(), match('audnexus', { durationSeconds: 75_800 }))),
  ).not.toHaveProperty('chapter');
});

test('sources that differ make each other doubtful, and those that agree sure', () => {
  const yearOf = (...years: readonly number[]) =>
    createBookPolicy()
      .propose(evidence(subject(), ...years.map((year, at) => match(`s${at}`, { year }, 0.8))))
      .find(({ field }) => field === 'year')?.belief ?? 0;
  expect(yearOf(1965, 1965)).toBeGreaterThan(yearOf(1965));
  expect(yearOf(1965, 1990)).toBeLessThan(yearOf(1965));
});

test('reasons add up to the belief, and an album is none of its business', () => {
  for (const { belief, reasons } of createBookPolicy().propose(
    evidence(subject(), match('a'), match('b')),
  ))
    expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(belief);
  expect(createBookPolicy().propose(evidence(subject({}, { kind: 'album' }), match('a')))).toEqual(
    [],
  );
});

test('chapters go to a server, and never into files', () => {
  const file = { sink: 'tags', id: 'books:Dune/dune.m4b', fields: {} };
  const served = subject().targets;
  const chapterOf = (targets: Subject['targets']) =>
    createBookPolicy()
      .propose(evidence(subject({}, { targets }), match('audnexus')))
      .find(({ field }) => field === 'chapter');
  expect(chapterOf([file])).toBeUndefined();
  expect(chapterOf(served)?.targets).toBeUndefined();
  expect(chapterOf([file, ...served])?.targets).toEqual(['abs:l:1']);
  const withOwn = { sink: 'abs', id: 'abs:l:1', fields: { chapter: ['0 Foreword', '9 Dune'] } };
  expect(chapterOf([withOwn])).toBeUndefined();
});

test('descriptions go into files as text, and to a server as they are', () => {
  const file = { sink: 'tags', id: 'books:Dune/dune.m4b', fields: {} };
  const served = subject().targets;
  const html = '<p>Sand &amp; <b>spice</b>.</p><p>Worms.</p>';
  const claims = [{ field: 'description', value: html, strength: 1, level: 'release' as const }];
  const described = (
    fields: Subject['targets'][number]['fields'],
    mode: 'fill-empty' | 'replace-when-sure',
  ) =>
    createBookPolicy({ fields: { description: mode } })
      .propose(
        evidence(
          subject({}, { targets: [{ ...file, fields }, ...served] }),
          match('audnexus', { claims }),
          match('googlebooks', { claims }),
        ),
      )
      .filter(({ field }) => field === 'description')
      .map(({ after, targets }) => ({ after, targets }));
  const text = 'Sand & spice.\n\nWorms.';
  expect(described({}, 'fill-empty')).toEqual([
    { after: [text], targets: [file.id] },
    { after: [html], targets: ['abs:l:1'] },
  ]);
  expect(described({ description: [text] }, 'replace-when-sure')).toEqual([]);
});
