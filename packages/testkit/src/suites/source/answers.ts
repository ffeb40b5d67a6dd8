import assert from 'node:assert/strict';
import { type Candidate, type Claim, EarmarkError } from '@earmark/core';
import type { Check } from '../../suite.ts';
import { assertHidden, assertPlugin } from '../plugin-bench.ts';
import { frozen } from '../promises.ts';
import { firstOf, frozenQuery, type SourceSubject } from './subject.ts';

const levels: ReadonlySet<Claim['level']> = new Set([
  'track',
  'release',
  'release-group',
  'artist',
  'label',
]);

function assertCandidate(candidate: Candidate): void {
  const { id, title, claims, searchScore, url } = candidate;
  assert.ok(id.length > 0, 'a candidate has an id');
  assert.equal(typeof title, 'string');
  assert.deepEqual(JSON.parse(JSON.stringify(candidate)), candidate, 'a candidate is plain data');
  if (searchScore !== undefined)
    assert.ok(searchScore >= 0 && searchScore <= 1, `searchScore ${searchScore} is not 0 to 1`);
  if (url !== undefined) assert.ok(URL.canParse(url), `${url} is no address`);
  for (const { field, value, strength, level } of claims) {
    assert.ok(strength >= 0 && strength <= 1, `strength ${strength} of ${value} is not 0 to 1`);
    assert.ok(field.length > 0 && value.length > 0, 'a claim says something');
    assert.ok(levels.has(level), `a service does not speak of the level ${level}`);
  }
}

const oddTitles = [
  'AND "OR" (NOT) [\\] {x} *?~^:',
  'a\nb\tc\u0000d',
  '\u{1f3b5} \u0130stanbul \u6771\u4eac',
  '% & = # + ; / ..',
  'x'.repeat(1_000),
  '',
];

/** What a source promises while its service is well. */
export const answerChecks: readonly Check<SourceSubject>[] = [
  {
    name: 'it is made without asking anybody, and says what it is',
    run({ bench, make }) {
      const source = make();
      assert.equal(bench.server.calls.length, 0, 'it is asked for nothing yet');
      assert.equal(source.kind, 'source');
      assertPlugin(source, bench.server.host);
      assert.ok(source.answers.length > 0, 'it answers some kind of subject');
      const { weight = 0.7 } = source;
      assert.ok(weight >= 0 && weight <= 1, `weight ${weight} is not 0 to 1`);
    },
  },
  {
    name: 'an unknown option is refused with config, in the factory',
    run({ bench, create }) {
      assert.throws(
        () => create(bench.server.baseUrl, { optionThatNobodyKnows: true }),
        (error) => EarmarkError.is(error, 'config'),
      );
    },
  },
  {
    name: 'what the service knows is found, as plain data within its ranges',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      const candidates = await source.find(frozenQuery(subject), ctx);
      assert.ok(candidates.length > 0, 'the query of this suite finds something');
      for (const candidate of candidates) assertCandidate(candidate);
      subject.bench.server.assertAllExpected();
    },
  },
  {
    name: 'ids are unique, and the same whoever asks again',
    async run(subject) {
      const source = subject.make();
      const ids = (await source.find(frozenQuery(subject), subject.bench.context(source))).map(
        ({ id }) => id,
      );
      assert.equal(new Set(ids).size, ids.length, `an id comes twice: ${ids}`);
      const other = subject.make();
      const again = await other.find(frozenQuery(subject), subject.bench.context(other));
      assert.deepEqual(
        again.map(({ id }) => id),
        ids,
      );
    },
  },
  {
    name: 'describing keeps the id and stays within the ranges',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      const candidate = await firstOf(subject, source, ctx);
      const described = (await source.describe?.(candidate, ctx)) ?? candidate;
      assert.equal(described.id, candidate.id);
      assertCandidate(described);
      const again = (await source.describe?.(frozen(structuredClone(described)), ctx)) ?? described;
      assert.equal(again.id, candidate.id, 'what is described may be described again');
      subject.bench.server.assertAllExpected();
    },
  },
  {
    name: 'query and candidate are left as they were',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      const query = structuredClone(subject.query);
      const [first] = await source.find(query, ctx);
      assert.deepEqual(query, subject.query);
      assert.ok(first);
      const before = structuredClone(first);
      await source.describe?.(first, ctx);
      assert.deepEqual(first, before);
    },
  },
  {
    name: 'all it asks goes through the http of its context',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      await source.describe?.(await firstOf(subject, source, ctx), ctx);
      assert.equal(subject.bench.server.calls.length, subject.bench.asked());
    },
  },
  {
    name: 'what the service does not know is an empty list',
    async run(subject) {
      assert.ok(subject.misses.length > 0, 'the suite is told how a miss looks');
      for (const miss of subject.misses) {
        const source = subject.make();
        subject.bench.always(miss);
        const query = { ...subject.query, title: `${subject.query.title} ${crypto.randomUUID()}` };
        assert.deepEqual(await source.find(frozen(query), subject.bench.context(source)), []);
      }
    },
  },
  {
    name: 'what vanished between the search and the look-up stays a candidate',
    unless: ({ make }) => (make().describe ? undefined : 'it has no describe'),
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      const candidate = await firstOf(subject, source, ctx);
      subject.bench.always({ status: 404, body: { message: 'not found' } });
      const described = await source.describe?.(candidate, ctx);
      assert.equal(described?.id, candidate.id);
    },
  },
  {
    name: 'any title can be asked for',
    async run(subject) {
      const [miss] = subject.misses;
      assert.ok(miss, 'the suite is told how a miss looks');
      subject.bench.always(miss);
      for (const title of oddTitles) {
        const source = subject.make();
        const query = frozen({ kind: subject.query.kind, title, creators: [] });
        assert.deepEqual(await source.find(query, subject.bench.context(source)), []);
      }
    },
  },
  {
    name: 'no secret shows in candidates or in the log',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source);
      const candidate = await firstOf(subject, source, ctx);
      const described = (await source.describe?.(candidate, ctx)) ?? candidate;
      const secrets = subject.secrets ?? [];
      assertHidden(secrets, 'a candidate', [candidate, described]);
      assertHidden(secrets, 'the log', subject.bench.logged.join('\n'));
    },
  },
];
