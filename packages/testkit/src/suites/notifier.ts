import assert from 'node:assert/strict';
import type { ErrorCode, Notifier } from '@earmark/core';
import { misbehaviours, type ReplayAnswer, type ReplayRoute } from '../replay/routes.ts';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import {
  type DeliveryService,
  type DeliverySubject,
  deliveryChecks,
  notice,
  type ServiceMood,
} from './delivery.ts';
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
type NotifierSubject = DeliverySubject & NotifierSuiteOptions;

const moods: Readonly<Record<ServiceMood, ReplayAnswer>> = {
  broken: misbehaviours.broken(),
  silent: misbehaviours.hang(),
  gone: misbehaviours.cut({ message: 'thank you' }),
  busy: misbehaviours.tooMany(),
  locked: { status: 401, body: { message: 'no' } },
  picky: { status: 400, body: { message: 'no' } },
};
const refusals: readonly (readonly [what: string, ReplayAnswer, ...codes: ErrorCode[]])[] = [
  ['a forbidden request', { status: 403, body: { message: 'no' } }, 'auth'],
  ['an address that is gone', { status: 404, body: { message: 'no' } }, 'not-found'],
  ['an address that is gone for good', { status: 410, body: { message: 'no' } }, 'not-found'],
  ['a redirect', misbehaviours.redirect('https://example.invalid/'), 'bad-response'],
  ['a pause for maintenance', misbehaviours.unavailable(), 'network', 'quota'],
];
const pauseSeconds = 4000;

const httpChecks: readonly Check<NotifierSubject>[] = [
  {
    name: 'its hosts are declared, with limits',
    run: ({ bench, make }) => assertPlugin(make(), bench.server.host),
  },
  {
    name: 'it asks what it is expected to, through the http of the context',
    async run({ bench, make }) {
      const notifier = make();
      await notifier.notify(notice, bench.context(notifier, { timeoutMs: 10_000 }));
      assert.equal(bench.server.calls.length, bench.asked());
      bench.server.assertAllExpected();
    },
  },
  ...refusals.map(
    ([what, answer, ...codes]): Check<NotifierSubject> => ({
      name: `${what} is thrown, as ${codes.join(' or ')}`,
      async run({ bench, make }) {
        const notifier = make();
        bench.always(answer);
        await rejectsWith(notifier.notify(notice, bench.context(notifier)), ...codes);
      },
    }),
  ),
  {
    name: 'the pause that a service asks for is told with its refusal',
    async run({ bench, make }) {
      const notifier = make();
      bench.always(misbehaviours.tooMany(pauseSeconds));
      const work = notifier.notify(notice, bench.context(notifier));
      const { retryAfterMs = 0 } = await rejectsWith(work, 'quota');
      assert.ok(retryAfterMs > pauseSeconds * 900, `retryAfterMs is ${retryAfterMs}`);
    },
  },
  {
    name: 'a secret that a service repeats in its refusal is not shown',
    unless: ({ secrets = [] }) => (secrets.length > 0 ? undefined : 'the suite is told of none'),
    async run({ bench, make, secrets = [] }) {
      const notifier = make();
      const ctx = bench.context(notifier, { timeoutMs: 10_000 });
      await notifier.notify(notice, ctx);
      const known = JSON.stringify(bench.server.calls);
      const repeated = secrets.filter((secret) => known.includes(secret));
      bench.always({ status: 400, body: { message: `you sent ${repeated.join(' ')}` } });
      const error = await rejectsWith(notifier.notify(notice, ctx), 'bad-response');
      assertHidden(secrets, 'an error', error);
      assertHidden(secrets, 'the log', bench.logged.join('\n'));
    },
  },
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
];
const checks: readonly Check<NotifierSubject>[] = [...deliveryChecks, ...httpChecks];

/** The contract of `Notifier`, asked through core's own http of a service that is well or ill. */
export function notifierSuite(runner: SuiteRunner, options: NotifierSuiteOptions): void {
  runSuite(runner, checks, async (check) => {
    const bench = await createPluginBench(options.preliminaries);
    bench.routes(options.routes);
    const make = () => options.create(bench.server.baseUrl, {});
    try {
      await check({ ...options, bench, service: serviceOf(bench), make });
    } finally {
      await bench.close();
    }
  });
}

const serviceOf = (bench: PluginBench): DeliveryService => ({
  address: bench.server.baseUrl,
  get received() {
    return bench.server.calls.map(({ body, path }) => `${decodeURIComponent(path)} ${body}`);
  },
  become: (mood) => bench.always(moods[mood]),
  close: () => bench.close(),
});
