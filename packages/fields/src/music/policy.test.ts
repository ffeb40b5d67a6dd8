import type { Candidate, Evidence, Fields, Match, Subject, TrackDescription } from '@earmark/core';
import { describe, expect, test } from 'vitest';
import { createFieldsPolicy, type FieldsPolicyOptions } from './policy.ts';

const group = '8e8a594f-2175-38c7-a871-abb68ec363e7';
const titles = ['So What', 'Freddie Freeloader', 'Blue in Green'];
const listed = (names: readonly string[], disc = 1): readonly TrackDescription[] =>
  names.map((title, at) => ({ disc, position: at + 1, title, durationSeconds: 300 + 60 * at }));

/** An album of a file for each track; `fields` is what every file has, or one after the other. */
function album(fields: Fields | readonly Fields[] = {}, more: Partial<Subject> = {}): Subject {
  const tracks = more.tracks ?? listed(titles);
  return {
    kind: 'album',
    id: 'a1',
    title: 'Kind of Blue',
    creators: ['Miles Davis'],
    targets: tracks.map(({ title }, at) => ({
      sink: 'files',
      id: `music:Miles Davis/Kind of Blue/0${at + 1} ${title}.flac`,
      fields: (Array.isArray(fields) ? fields[at] : (fields as Fields)) ?? {},
    })),
    ...more,
    tracks,
  };
}
const match = (
  source: string,
  candidate: Partial<Candidate> = {},
  more: Partial<Match> = {},
): Match => ({
  source,
  weight: 0.85,
  score: 1,
  margin: 1,
  reasons: [],
  candidate: {
    id: '1',
    title: 'Kind of Blue',
    creators: ['Miles Davis'],
    claims: [],
    tracks: listed(titles),
    ...candidate,
  },
  ...more,
});
const evidence = (
  subject: Subject,
  matches: readonly Match[],
  more: Partial<Evidence> = {},
): Evidence => ({
  subject,
  matches,
  silent: [],
  hints: [],
  locked: [],
  rejected: [],
  pinned: {},
  ...more,
});
const propose = (given: Evidence, options: FieldsPolicyOptions = {}) =>
  createFieldsPolicy(options).propose(given);
const one = (given: Evidence, options: FieldsPolicyOptions['fields'] = {}) =>
  propose(given, { fields: options, others: 'never' });
const fill = (field: string) => ({ [field]: 'fill-empty' }) as FieldsPolicyOptions['fields'];
const replace = (field: string) =>
  ({ [field]: 'replace-when-sure' }) as FieldsPolicyOptions['fields'];
const targetOf = (subject: Subject, at: number) => subject.targets[at]?.id;

describe('a field of the album', () => {
  test.each([
    ['album', {}, ['Kind of Blue']],
    ['albumartist', {}, ['Miles Davis']],
    ['year', { year: 1959 }, ['1959']],
    ['originaldate', { year: 1959, ids: { 'musicbrainz-release-group': group } }, ['1959']],
    ['originaldate', { year: 1997 }, undefined],
    ['label', { label: 'Columbia' }, ['Columbia']],
    ['language', { language: 'eng' }, ['eng']],
    ['barcode', { ids: { barcode: '074644057928' } }, ['074644057928']],
    ['musicbrainz_releasegroupid', { ids: { 'musicbrainz-release-group': group } }, [group]],
    ['discogs_masterid', { ids: { 'discogs-master': '5460' } }, ['5460']],
    ['compilation', { types: ['compilation'] }, undefined],
    ['compilation', { types: ['compilation'], creators: ['Various Artists'] }, ['1']],
    ['albumartist', { creators: ['Miles Davis', 'Gil Evans'] }, undefined],
    ['tracktotal', {}, ['3']],
    ['disctotal', {}, ['1']],
    ['catalognumber', claim('catalognumber', 'CL 1355'), ['CL 1355']],
    ['composer', claim('composer', 'Miles Davis'), ['Miles Davis']],
    ['date', claim('date', '1959-08-17'), ['1959-08-17']],
  ] as const)('%s of %j is filled with %j, for all files at once', (field, candidate, after) => {
    const [found] = one(
      evidence(album(), [match('a', candidate), match('b', candidate)]),
      fill(field),
    );
    expect(found?.after).toEqual(after);
    expect(found?.targets).toBeUndefined();
  });

  test('is proposed for those files alone that lack it', () => {
    const subject = album([{ year: ['1959'] }, {}, { date: ['1959-08-17'] }]);
    expect(one(evidence(subject, [match('a', { year: 1959 })]), fill('year'))).toMatchObject([
      { after: ['1959'], targets: [targetOf(subject, 1)] },
    ]);
  });

  test('that is there stays, unless it may be replaced and sources agree', () => {
    const subject = album({ label: ['Sony'] });
    const columbia = { label: 'Columbia' };
    const two = evidence(subject, [match('a', columbia), match('b', columbia)]);
    expect(one(two, fill('label'))).toEqual([]);
    expect(one(two, replace('label'))).toMatchObject([{ after: ['Columbia'] }]);
    expect(one(evidence(subject, [match('a', columbia)]), replace('label'))).toEqual([]);
  });

  test('is not rewritten for another spelling of the same', () => {
    const subject = album({ label: ['COLUMBIA'] });
    const two = [match('a', { label: 'Columbia' }), match('b', { label: 'Columbia Records' })];
    expect(one(evidence(subject, two), replace('label'))).toEqual([]);
  });

  test('that belongs to an edition is believed less, unless this is the edition', () => {
    const barcode = '074644057928';
    const beliefOf = (subject: Subject) =>
      one(
        evidence(subject, [match('a', { label: 'Columbia', ids: { barcode } })]),
        fill('label'),
      )[0]?.belief ?? 0;
    expect(beliefOf(album())).toBeLessThan(0.8);
    expect(beliefOf(album({}, { ids: { barcode: `0${barcode}` } }))).toBeGreaterThan(0.8);
  });
});

test("a release's year is believed less than a work's: it may be that of a reissue", () => {
  const yearOf = (...years: readonly [source: string, year: number, id?: string][]) =>
    one(
      evidence(
        album(),
        years.map(([source, year, id]) =>
          match(source, { year, ids: id ? { 'musicbrainz-release-group': id } : {} }),
        ),
      ),
      fill('year'),
    )[0];
  expect(yearOf(['a', 1997])?.belief).toBeLessThan(0.8);
  expect(yearOf(['a', 1959, group])?.belief).toBeGreaterThan(0.8);
  expect(yearOf(['a', 1997], ['b', 1959, group])?.after).toEqual(['1959']);
});

test('what only one pressing has is not asked about on the word of one source, unless this is the pressing', () => {
  const ids = { barcode: '074644057928', 'musicbrainz-release': group };
  const found = (subject: Subject) =>
    one(evidence(subject, [match('a', { ids })]), fill('barcode')).map(({ after }) => after[0]);
  expect(found(album())).toEqual([]);
  expect(found(album({}, { ids: { 'musicbrainz-release': group } }))).toEqual([ids.barcode]);
});

describe('a field of the tracks', () => {
  test.each([
    ['title', titles],
    ['track', ['1', '2', '3']],
    ['isrc', ['USSM15900113', 'USSM15900114', 'USSM15900115']],
  ])('%s is proposed for each file by the track it is', (field, values) => {
    const tracks = listed(titles).map((track, at) => ({
      ...track,
      ids: { isrc: `USSM1590011${at + 3}` },
    }));
    const subject = album();
    const moved = [...subject.targets].reverse();
    const found = one(
      evidence({ ...subject, targets: moved }, [match('a', { tracks })]),
      fill(field),
    );
    expect(found.map(({ after, targets }) => [after[0], targets]).sort()).toEqual(
      values.map((value, at) => [value, [targetOf(subject, at)]]).sort(),
    );
  });

  test('that is the same for all is one question', () => {
    const found = one(evidence(album(), [match('a')]), fill('artist'));
    expect(found).toMatchObject([{ after: ['Miles Davis'] }]);
    expect(found[0]?.targets).toBeUndefined();
  });

  test('follows a track that stands elsewhere in this edition', () => {
    const subject = album([{ track: ['1'] }, { track: ['2'] }, { track: ['3'] }]);
    const tracks = listed(['Intro', ...titles]);
    const [first] = one(evidence(subject, [match('a', { tracks })]), fill('title'));
    expect(first).toMatchObject({ after: ['So What'], targets: [targetOf(subject, 0)] });
  });

  test('is found for a file that is called by its number alone', () => {
    const subject = album();
    const numbered = subject.targets.map((target, at) => ({
      ...target,
      id: `music:x/0${at + 1}.flac`,
    }));
    const found = one(evidence({ ...subject, targets: numbered }, [match('x')]), fill('title'));
    expect(found.map(({ after }) => after)).toEqual(titles.map((title) => [title]));
  });

  test('that a sound says is its name and never its place, which is only where our file stands', () => {
    const heard = listed(titles).map((track, at) => ({ ...track, ids: { essence: `e${at}` } }));
    const given = evidence(album(), [match('x', { tracks: heard })]);
    const fields = propose(given).map(({ field }) => field);
    expect(fields).toContain('title');
    for (const place of ['track', 'tracktotal', 'disc', 'disctotal'])
      expect(fields).not.toContain(place);
  });

  test('is not guessed where a file may be several tracks, or none of them', () => {
    const subject = album();
    const nameless = subject.targets.map((target) => ({ ...target, id: 'music:x.flac' }));
    const given = [match('a')];
    expect(one(evidence({ ...subject, targets: nameless }, given), fill('title'))).toEqual([]);
    const strangers = [match('a', { tracks: listed(['Alpha', 'Omega', 'Sigma']) })];
    expect(one(evidence(subject, strangers), fill('title'))).toEqual([]);
  });

  test('does not take the numbers of a disc for those of another', () => {
    const tracks = [...listed(['A Tale', 'Of Two']), ...listed(['Cities', 'Far Away'], 2)];
    const fields = tracks.map(({ position }) => ({ track: [String(position)] }));
    const subject = album(fields, { tracks });
    const found = one(evidence(subject, [match('a', { tracks })]), fill('disc'));
    expect(found.map(({ after, targets }) => [after[0], targets?.length])).toEqual([
      ['1', 2],
      ['2', 2],
    ]);
    const flat = tracks.map((track, at) => ({ ...track, disc: 1, position: at + 1 }));
    const [unsure] = one(evidence(subject, [match('a', { tracks: flat })]), fill('disctotal'));
    expect(unsure?.belief).toBeLessThan(0.8);
  });
});

test('a year is left out where a date says more', () => {
  const candidate = { year: 1959, ...claim('date', '1959-08-17') };
  const found = propose(evidence(album(), [match('a', candidate), match('b', candidate)]));
  expect(found.map(({ field }) => field)).toContain('date');
  expect(found.map(({ field }) => field)).not.toContain('year');
});

test('what a person locked or refused is not proposed, however it is spelled', () => {
  const matches = [match('a', { label: 'Columbia', year: 1959 })];
  const rejected = [{ field: 'label', value: 'columbia' }];
  const found = propose(evidence(album(), matches, { rejected, locked: ['year', 'title'] }));
  const fields = found.map(({ field }) => field);
  for (const field of ['label', 'year', 'title']) expect(fields).not.toContain(field);
  expect(fields).toContain('album');
});

test('reasons add up to the belief, which stays below the auto band', () => {
  const matches = [
    match('a', { year: 1959 }),
    match('b', { year: 1959 }),
    match('c', { year: 1997 }),
  ];
  const found = propose(evidence(album(), matches));
  expect(found.length).toBeGreaterThan(8);
  for (const { belief, reasons } of found) {
    expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(belief);
    expect(belief).toBeLessThan(0.95);
  }
});

test('an album that has everything wants nothing, so that no outage leaves it undecided', () => {
  const policy = createFieldsPolicy({ fields: { year: 'fill-empty' }, others: 'never' });
  expect(policy.fields).toEqual(['year']);
  expect(policy.wants?.(album({ date: ['1959'] }))).toEqual([]);
  expect(policy.wants?.(album())).toEqual(['year']);
});

test('options that are not there are refused', () => {
  const options = { fields: { genre: 'fill-empty' } } as FieldsPolicyOptions;
  expect(() => createFieldsPolicy(options)).toThrowError(/genre/);
});

function claim(field: string, value: string): Pick<Candidate, 'claims'> {
  return { claims: [{ field, value, strength: 1, level: 'release' }] };
}
