import assert from 'node:assert/strict';
import type { ErrorCode } from '@earmark/core';
import { misbehaviours, type ReplayAnswer } from '../../replay/routes.ts';
import type { Check } from '../../suite.ts';
import { assertHidden, rejectsWith } from '../plugin-bench.ts';
import { type Ask, eachWay, firstOf, frozenQuery, type SourceSubject } from './subject.ts';

interface Trouble {
  readonly what: string;
  readonly answer: ReplayAnswer;
  readonly codes: readonly ErrorCode[];
}

const long = 'x'.repeat(200);
const outage: Trouble = { what: 'an outage', answer: misbehaviours.broken(), codes: ['network'] };
const garbage: Trouble = {
  what: 'a page in place of data',
  answer: misbehaviours.garbage(),
  codes: ['bad-response'],
};
const refusedKey: Trouble = {
  what: 'a refused key',
  answer: { status: 401, body: { message: 'no' } },
  codes: ['auth'],
};
const troubles: readonly Trouble[] = [
  outage,
  { what: 'a connection that is cut', answer: misbehaviours.cut(long, 20), codes: ['network'] },
  { what: 'a service that says nothing', answer: misbehaviours.hang(), codes: ['network'] },
  garbage,
  { what: 'data of another form', answer: { body: { odd: [1] } }, codes: ['bad-response'] },
  { what: 'an empty answer', answer: { body: '' }, codes: ['bad-response'] },
  refusedKey,
  { what: 'too many requests', answer: misbehaviours.tooMany(), codes: ['quota'] },
  { what: 'an overload', answer: misbehaviours.unavailable(), codes: ['quota', 'network'] },
];

async function assertThrows({ run, askedNobody }: Ask, codes: readonly ErrorCode[]) {
  const work = run();
  await work.catch(() => undefined);
  return askedNobody() ? undefined : rejectsWith(work, ...codes);
}

/** What a source promises while its service is ill: that a failure never looks like an answer. */
export const failureChecks: readonly Check<SourceSubject>[] = [
  ...troubles.map(
    ({ what, answer, codes }): Check<SourceSubject> => ({
      name: `${what} is thrown, as ${codes.join(' or ')}`,
      run: (subject) =>
        eachWay(subject, {}, (ask) => {
          subject.bench.always(answer);
          return assertThrows(ask, codes);
        }),
    }),
  ),
  {
    name: 'the pause that a service asks for is passed on',
    run: (subject) =>
      eachWay(subject, {}, async (ask) => {
        subject.bench.always(misbehaviours.tooMany(3_600));
        const error = await assertThrows(ask, ['quota']);
        if (error) assert.equal(error.retryAfterMs, 3_600_000);
      }),
  },
  {
    name: 'an error inside an answer that looks good is thrown as what it is',
    async run(subject) {
      for (const { answer, code } of subject.faults ?? []) {
        await eachWay(subject, {}, (ask) => {
          subject.bench.always(answer);
          return assertThrows(ask, [code]);
        });
      }
    },
  },
  {
    name: 'whichever of its requests fails, the whole is thrown',
    async run(subject) {
      const { bench } = subject;
      const ask = async (source = subject.make()) => {
        const ctx = bench.context(source);
        return source.describe?.(await firstOf(subject, source, ctx), ctx);
      };
      const before = bench.server.calls.length;
      await ask();
      const requests = bench.server.calls.length - before;
      for (let failing = 0; failing < requests; failing += 1) {
        let request = 0;
        bench.routes(subject.routes);
        bench.routes([{ on: () => request++ === failing, answers: misbehaviours.broken() }]);
        await rejectsWith(ask(), 'network');
      }
    },
  },
  {
    name: 'nothing that failed is remembered',
    async run(subject) {
      for (const { answer, codes } of [outage, garbage]) {
        await eachWay(subject, {}, async (ask) => {
          subject.bench.always(answer);
          if ((await assertThrows(ask, codes)) === undefined) return;
          subject.bench.routes(subject.routes);
          const found = await ask.run();
          if (ask.way === 'find') assert.ok(Array.isArray(found) && found.length > 0);
        });
      }
    },
  },
  {
    name: 'a run that was stopped asks nobody and is aborted',
    async run(subject) {
      const source = subject.make();
      const ctx = subject.bench.context(source, { signal: AbortSignal.abort() });
      await rejectsWith(source.find(frozenQuery(subject), ctx), 'aborted');
      assert.equal(subject.bench.server.calls.length, 0);
    },
  },
  {
    name: 'a run that is stopped in the middle is aborted at once',
    run: (subject) =>
      eachWay(subject, { timeoutMs: 60_000 }, async ({ run, stop, askedNobody }) => {
        subject.bench.always(misbehaviours.hang());
        const before = subject.bench.server.calls.length;
        const work = run();
        const settled = work.then(
          () => true,
          () => true,
        );
        while (subject.bench.server.calls.length === before)
          if (await Promise.race([settled, pause()])) break;
        stop.abort();
        if (!askedNobody()) await rejectsWith(work, 'aborted');
      }),
  },
  {
    name: 'no secret shows in an error or in the log',
    async run(subject) {
      const secrets = subject.secrets ?? [];
      for (const { answer, codes } of [outage, garbage, refusedKey]) {
        await eachWay(subject, {}, async (ask) => {
          subject.bench.always(answer);
          assertHidden(secrets, 'an error', await assertThrows(ask, codes));
        });
      }
      assertHidden(secrets, 'the log', subject.bench.logged.join('\n'));
    },
  },
  {
    name: 'its check does not praise a service that fails',
    unless: ({ make }) => (make().check ? undefined : 'it has no check'),
    async run({ bench, make }) {
      const source = make();
      bench.always(misbehaviours.broken());
      const findings = (await source.check?.(bench.context(source)).catch(() => [])) ?? [];
      assert.ok(findings.length === 0 || findings.some(({ level }) => level === 'failure'));
    },
  },
];

const pause = () => new Promise<false>((resolve) => setTimeout(resolve, 5, false));
