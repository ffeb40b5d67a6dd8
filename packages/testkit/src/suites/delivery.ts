import assert from 'node:assert/strict';
import { EarmarkError, type ErrorCode, type Notice, type Notifier } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { assertHidden, createPluginBench, type PluginBench, rejectsWith } from './plugin-bench.ts';

/** How a service that takes messages can be. */
export type ServiceMood =
  /** It fails, and may be well again in an hour. */
  | 'broken'
  /** It takes the connection and says nothing. */
  | 'silent'
  /** It closes the connection before it has said whether it took the message. */
  | 'gone'
  /** It takes nothing at the moment. */
  | 'busy'
  /** It does not know who is asking. */
  | 'locked'
  /** It will never take this message. */
  | 'picky';

/** A stand-in for a service that a notifier delivers to. It takes everything until it is told otherwise. */
export interface DeliveryService {
  /** What `create` is given. */
  readonly address: string;
  /** Each message that it took, as text that a person could read. */
  readonly received: readonly string[];
  become(mood: ServiceMood): void;
  close(): Promise<void>;
}
export interface DeliverySuiteOptions {
  /** Asked for every check. */
  open(): Promise<DeliveryService>;
  /** A notifier that delivers to this address. `more` holds options that nobody knows: spread it into yours. */
  create(address: string, more: object): Notifier;
  /** Keys, passwords and secret addresses that `create` passes on. */
  readonly secrets?: readonly string[];
}
export interface DeliverySubject extends Pick<DeliverySuiteOptions, 'create' | 'secrets'> {
  readonly service: DeliveryService;
  readonly bench: PluginBench;
  make(): Notifier;
}

export const notice: Notice = Object.freeze({
  id: '01kt1gw6g056e8e23536ebfd82',
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

/** What the outbox is told: after `network` and `quota` it tries again, after the others it asks a person. */
const troubles: readonly (readonly [what: string, ServiceMood, ErrorCode])[] = [
  ['an outage', 'broken', 'network'],
  ['a service that says nothing', 'silent', 'network'],
  ['a connection that breaks', 'gone', 'network'],
  ['too many requests', 'busy', 'quota'],
  ['a refused key', 'locked', 'auth'],
  ['a refused message', 'picky', 'bad-response'],
];
/** Real milliseconds: nobody waits for them but where the service says nothing. */
const timeoutMs = (mood?: ServiceMood) => (mood === 'silent' ? 300 : 10_000);

export const deliveryChecks: readonly Check<DeliverySubject>[] = [
  {
    name: 'it is made without asking anybody, and says what it is',
    run({ service, make }) {
      const { spec, kind, name } = make();
      assert.deepEqual({ spec, kind }, { spec: 1, kind: 'notifier' });
      assert.match(name, /^[a-z][a-z0-9-]*$/, 'a name is short and lower-case');
      assert.equal(service.received.length, 0);
    },
  },
  {
    name: 'an unknown option is refused with config, in the factory',
    run({ service, create }) {
      assert.throws(
        () => create(service.address, { optionThatNobodyKnows: true }),
        (error) => EarmarkError.is(error, 'config'),
      );
    },
  },
  {
    name: 'every notice reaches the service',
    async run({ service, bench, make }) {
      const notifier = make();
      for (const each of notices) {
        const before = service.received.length;
        await notifier.notify(each, bench.context(notifier, { timeoutMs: timeoutMs() }));
        assert.ok(service.received.length > before, `${each.level} was not sent`);
      }
    },
  },
  {
    name: 'the same notice is sent each time it is given',
    async run({ service, bench, make }) {
      const notifier = make();
      const ctx = bench.context(notifier, { timeoutMs: timeoutMs() });
      await notifier.notify(notice, ctx);
      const once = service.received.length;
      await notifier.notify(notice, ctx);
      assert.ok(service.received.length > once);
    },
  },
  {
    name: 'what the service got says what the notice says',
    async run({ service, bench, make }) {
      const notifier = make();
      await notifier.notify(notice, bench.context(notifier, { timeoutMs: timeoutMs() }));
      assert.ok(service.received.some((each) => each.includes(notice.text)));
    },
  },
  ...troubles.map(
    ([what, mood, code]): Check<DeliverySubject> => ({
      name: `${what} is thrown, as ${code}, and shows no secret`,
      async run({ service, bench, make, secrets = [] }) {
        const notifier = make();
        service.become(mood);
        const ctx = bench.context(notifier, { timeoutMs: timeoutMs(mood) });
        const error = await rejectsWith(notifier.notify(notice, ctx), code);
        assertHidden(secrets, 'an error', error);
        assertHidden(secrets, 'the log', bench.logged.join('\n'));
      },
    }),
  ),
  {
    name: 'a run that was stopped sends nothing and is aborted',
    async run({ service, bench, make }) {
      const notifier = make();
      const ctx = bench.context(notifier, { signal: AbortSignal.abort() });
      await rejectsWith(notifier.notify(notice, ctx), 'aborted');
      assert.equal(service.received.length, 0);
    },
  },
];

/**
 * The contract of `Notifier` for one that does not go through `ctx.http`, such as mail: `service` is a stand-in of
 * yours. One that does is proven by `notifierSuite`.
 */
export function deliverySuite(runner: SuiteRunner, options: DeliverySuiteOptions): void {
  const { open, create, secrets = [] } = options;
  runSuite(runner, deliveryChecks, async (check) => {
    const [bench, service] = await Promise.all([createPluginBench(), open()]);
    const make = () => create(service.address, {});
    try {
      await check({ bench, service, create, secrets, make });
    } finally {
      await Promise.all([bench.close(), service.close()]);
    }
  });
}
