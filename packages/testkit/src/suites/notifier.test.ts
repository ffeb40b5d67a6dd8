import { EarmarkError, type Notifier } from '@earmark/core';
import { expect, test } from 'vitest';
import { runChecks } from '../suite.ts';
import { justOne } from './__fixtures__/just-one.ts';
import { type NotifierSuiteOptions, notifierSuite } from './notifier.ts';

const secret = 't0ken-of-somebody';

/** A good notifier, to be wrapped with one fault at a time. */
function createGoodNotifier({ baseUrl, ...unknown }: { baseUrl: string }): Notifier {
  const [other] = Object.keys(unknown);
  if (other) throw new EarmarkError('config', `there is no option ${other}`);
  const base = new URL(baseUrl);
  return {
    spec: 1,
    kind: 'notifier',
    name: 'good',
    hosts: { [base.host]: { requests: 100, perMs: 1 } },
    async notify(notice, { http }) {
      await http.json(new URL('/say', base), {
        method: 'POST',
        headers: { authorization: secret, 'content-type': 'application/json' },
        body: JSON.stringify(notice),
        fault: (body) =>
          body instanceof Object && 'dropped' in body
            ? { code: 'bad-response', message: 'the message was dropped' }
            : undefined,
      });
    },
  };
}

type Create = NotifierSuiteOptions['create'];
const good: Create = (baseUrl, more) => createGoodNotifier({ baseUrl, ...more });
const run = (create: Create, only?: string) =>
  runChecks((runner) =>
    notifierSuite(only === undefined ? runner : justOne(runner, only), {
      create,
      routes: [{ on: '/say', method: 'POST', answers: { body: { sent: true } } }],
      faults: [{ answer: { body: { dropped: true } }, code: 'bad-response' }],
      secrets: [secret],
    }),
  );
const changed =
  (notify: (notifier: Notifier, baseUrl: string) => Notifier['notify']): Create =>
  (baseUrl, more) => {
    const notifier = good(baseUrl, more);
    return { ...notifier, notify: notify(notifier, baseUrl) };
  };

/** One planted fault each, and the check that has to notice it. */
const faults: readonly (readonly [what: string, create: Create, check: string])[] = [
  [
    'hides every failure',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch(() => undefined),
    ),
    'an outage is thrown, as network, and shows no secret',
  ],
  [
    'hides what was dropped',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch((error) => {
            if (!EarmarkError.is(error, 'bad-response')) throw error;
          }),
    ),
    'a refusal inside an answer that looks good is thrown as what it is',
  ],
  [
    'tells its token in errors',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch((error) => {
            throw new EarmarkError((error as EarmarkError).code, `failed with ${secret}`);
          }),
    ),
    'an outage is thrown, as network, and shows no secret',
  ],
  [
    'sends an empty notice to nobody',
    changed(({ notify }) => async (notice, ctx) => {
      if (notice.text !== '') await notify(notice, ctx);
    }),
    'every notice reaches the service',
  ],
  [
    'sends a notice only once',
    changed(({ notify }) => {
      const sent = new Set<string>();
      return async (notice, ctx) => {
        if (sent.has(notice.title)) return;
        sent.add(notice.title);
        await notify(notice, ctx);
      };
    }),
    'the same notice is sent each time it is given',
  ],
  [
    'goes past the http of its context',
    changed((_, baseUrl) => async (notice) => {
      await fetch(new URL('/say', baseUrl), { method: 'POST', body: JSON.stringify(notice) });
    }),
    'it asks what it is expected to, through the http of the context',
  ],
  [
    'sends something else',
    changed(
      ({ notify }) =>
        (notice, ctx) =>
          notify({ ...notice, text: 'hello' }, ctx),
    ),
    'what the service got says what the notice says',
  ],
  [
    'takes a stop for a success',
    changed(({ notify }) => (notice, ctx) => {
      const work = notify(notice, ctx);
      return ctx.signal.aborted ? work.catch(() => undefined) : work;
    }),
    'a run that was stopped sends nothing and is aborted',
  ],
  [
    'forgets how long it was asked to wait',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch((error) => {
            throw new EarmarkError((error as EarmarkError).code, 'refused');
          }),
    ),
    'the pause that a service asks for is told with its refusal',
  ],
  [
    'asks a person where the connection broke',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch((error) => {
            const { code, message } = error as EarmarkError;
            throw new EarmarkError(code === 'network' ? 'bad-response' : code, message);
          }),
    ),
    'a connection that breaks is thrown, as network, and shows no secret',
  ],
  [
    'tries an address again that is gone',
    changed(
      ({ notify }) =>
        (...args) =>
          notify(...args).catch((error) => {
            const { code, message } = error as EarmarkError;
            throw new EarmarkError(code === 'not-found' ? 'network' : code, message);
          }),
    ),
    'an address that is gone for good is thrown, as not-found',
  ],
  [
    'passes on what the service says of its token',
    changed(({ notify }, baseUrl) => async (notice, ctx) => {
      await notify(notice, ctx).catch(async (error: unknown) => {
        const headers = { authorization: secret };
        const said = await fetch(new URL('/say', baseUrl), { method: 'POST', headers });
        throw new EarmarkError((error as EarmarkError).code, await said.text());
      });
    }),
    'a secret that a service repeats in its refusal is not shown',
  ],
  [
    'takes any option',
    (baseUrl) => good(baseUrl, {}),
    'an unknown option is refused with config, in the factory',
  ],
];

test('a good notifier passes', async () => {
  expect((await run(good)).filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

test.each(faults)('the suite catches a notifier that %s', async (_what, create, check) => {
  const [result, ...others] = await run(create, check);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ name: check, outcome: 'failed' });
});
