import assert from 'node:assert/strict';
import { EarmarkError, type ErrorCode, type Notice, type Notifier } from '@earmark/core';
import { misbehaviours, type ReplayAnswer, type ReplayRoute } from '../replay/routes.ts';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import {
  assertHidden,
  assertPlugin,
  createPluginBench,
  type PluginBench,
  rejectsWith,
} from './plugin-bench.ts';

export interface NotifierSuiteOptions {
  /** A notifier all of whose requests go to `baseUrl`. `more` holds options that nobody knows: spread it into yours. */
  create(baseUrl: string, more: object): Notifier;
  /** All that one notice asks for. */
  readonly routes: readonly ReplayRoute[];
  /** Refusals that this service hides inside an answer that looks good, and the code each must become. */
  readonly faults?: readonly { readonly answer: ReplayAnswer; readonly code: ErrorCode }[];
  /** Answered also while everything else fails: the request for a token. */
  readonly preliminaries?: readonly ReplayRoute[];
  /** Keys, tokens and secret addresses that `create` passes on. */
  readonly secrets?: readonly string[];
}
interface NotifierSubject extends NotifierSuiteOptions {
  readonly bench: PluginBench;
  make(): Notifier;
}

const notice: Notice = Object.freeze({
  id: '01a2b3c4',
  kind: 'run-ended',
  account: 'default',
  title: 'Run ended',
  text: '12 changed',
  level: 'info',
  key: 'run-ended/1',
  at: 0,
});
const notices: readonly Notice[] = [
  notice,
  { ...notice, title: '', text: '', level: 'warning' },
  {
    ...notice,
    kind: 'needs-review',
    title: 'a\nb\u0000',
    text: '"@everyone" \u{1f3b5} \\ <b>',
    url: 'https://earmark.example/reviews?a=1&b="2"',
    count: 3,
    level: 'failure',
  },
  { ...notice, title: 'long', text: 'x'.repeat(10_000), level: 'failure' },
];
const troubles: readonly (readonly [what: string, ReplayAnswer, ...codes: ErrorCode[]])[] = [
  ['an outage', misbehaviours.broken(), 'network'],
  ['a service that says nothing', misbehaviours.hang(), 'network'],
  ['a refused key', { status: 401, body: { message: 'no' } }, 'auth'],
  ['too many requests', misbehaviours.tooMany(), 'quota'],
];

const checks: readonly Check<NotifierSubject>[] = [
  {
    name: 'it is made without asking anybody, and says what it is',
    run({ bench, make }) {
      const notifier = make();
      assert.equal(bench.server.calls.length, 0);
      assert.equal(notifier.kind, 'notifier');
      assertPlugin(notifier, bench.server.host);
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
    name: 'every notice reaches the service, through the http of the context',
    async run({ bench, make }) {
      const notifier = make();
      for (const each of notices) {
        const before = bench.server.calls.length;
        await notifier.notify(each, bench.context(notifier));
        assert.ok(bench.server.calls.length > before, `${each.level} was not sent`);
      }
      assert.equal(bench.server.calls.length, bench.asked());
      bench.server.assertAllExpected();
    },
  },
  {
    name: 'the same notice is sent each time it is given',
    async run({ bench, make }) {
      const notifier = make();
      const ctx = bench.context(notifier);
      await notifier.notify(notice, ctx);
      const once = bench.server.calls.length;
      await notifier.notify(notice, ctx);
      assert.ok(bench.server.calls.length > once);
    },
  },
  {
    name: 'what the service got says what the notice says',
    async run({ bench, make }) {
      const notifier = make();
      await notifier.notify(notice, bench.context(notifier));
      const sent = bench.server.calls.map(
        ({ body, path }) => `${decodeURIComponent(path)} ${body}`,
      );
      assert.ok(sent.some((each) => each.includes(notice.text)));
    },
  },
  ...troubles.map(
    ([what, answer, ...codes]): Check<NotifierSubject> => ({
      name: `${what} is thrown, as ${codes.join(' or ')}, and shows no secret`,
      async run({ bench, make, secrets = [] }) {
        const notifier = make();
        bench.always(answer);
        const work = notifier.notify(notice, bench.context(notifier));
        assertHidden(secrets, 'an error', await rejectsWith(work, ...codes));
        assertHidden(secrets, 'the log', bench.logged.join('\n'));
      },
    }),
  ),
  {
    name: 'a refusal inside an answer that looks good is thrown as what it is',
    unless: ({ faults = [] }) => (faults.length > 0 ? undefined : 'the suite is told of none'),
    async run({ bench, make, faults = [] }) {
      for (const { answer, code } of faults) {
        const notifier = make();
        bench.always(answer);
        await rejectsWith(notifier.notify(notice, bench.context(notifier)), code);
      }
    },
  },
  {
    name: 'a run that was stopped sends nothing and is aborted',
    async run({ bench, make }) {
      const notifier = make();
      const ctx = bench.context(notifier, { signal: AbortSignal.abort() });
      await rejectsWith(notifier.notify(notice, ctx), 'aborted');
      assert.equal(bench.server.calls.length, 0);
    },
  },
];

/** The contract of `Notifier`, asked through core's own http of a service that is well or ill. */
export function notifierSuite(runner: SuiteRunner, options: NotifierSuiteOptions): void {
  runSuite(runner, checks, async (check) => {
    const bench = await createPluginBench(options.preliminaries);
    bench.routes(options.routes);
    try {
      await check({ ...options, bench, make: () => options.create(bench.server.baseUrl, {}) });
    } finally {
      await bench.close();
    }
  });
}
