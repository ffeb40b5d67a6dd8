import { EarmarkError, type Query, type Source } from '@earmark/core';
import { expect, test } from 'vitest';
import { runChecks } from '../suite.ts';
import { albums, createGoodSource, secret } from './__fixtures__/good-source.ts';
import { justOne } from './__fixtures__/just-one.ts';
import { type SourceSuiteOptions, sourceSuite } from './source.ts';

type Create = SourceSuiteOptions['create'];
const good: Create = (baseUrl, more) => createGoodSource({ baseUrl, key: secret, ...more });
const query: Query = { kind: 'album', title: 'Kind of Blue', creators: ['Miles Davis'] };
const run = (create: Create, only?: string) =>
  runChecks((runner) =>
    sourceSuite(only === undefined ? runner : justOne(runner, only), {
      create,
      query,
      routes: [
        { on: ({ path }) => path.startsWith('/albums?'), answers: { body: albums } },
        { on: ({ path }) => path.startsWith('/albums/'), answers: { body: ['Jazz'] } },
      ],
      misses: [{ body: [] }],
      faults: [{ answer: { body: { error: 'try later' } }, code: 'network' }],
      secrets: [secret],
    }),
  );

const changed =
  (change: (source: Source, baseUrl: string) => Partial<Source>): Create =>
  (baseUrl, more) => {
    const source = good(baseUrl, more);
    return { ...source, ...change(source, baseUrl) };
  };
const describedBy = (source: Source) => source.describe ?? (async (candidate) => candidate);
const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** One planted fault each, and the check that has to notice it. */
const faults: readonly (readonly [what: string, create: Create, check: string])[] = [
  [
    'counts strength from 0 to 100',
    changed((source) => ({
      async describe(candidate, ctx) {
        const { claims, ...rest } = await describedBy(source)(candidate, ctx);
        return { ...rest, claims: claims.map((claim) => ({ ...claim, strength: 90 })) };
      },
    })),
    'describing keeps the id and stays within the ranges',
  ],
  [
    'counts scores from 0 to 100',
    changed((source) => ({
      find: async (...args) =>
        (await source.find(...args)).map((each) => ({ ...each, searchScore: 95 })),
    })),
    'what the service knows is found, as plain data within its ranges',
  ],
  [
    'takes a stop for an empty answer',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          if (ctx.signal.aborted) return [];
          throw error;
        }),
    })),
    'a run that was stopped asks nobody and is aborted',
  ],
  [
    'goes on waiting when it is stopped',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          if (ctx.signal.aborted) return new Promise(() => undefined);
          throw error;
        }),
    })),
    'a run that is stopped in the middle is aborted at once',
  ],
  [
    'tells its key in errors',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          const { code, message } = error as EarmarkError;
          throw new EarmarkError(code, `${message} (key ${secret})`);
        }),
    })),
    'no secret shows in an error or in the log',
  ],
  [
    'logs its key',
    changed((source) => ({
      find(asked, ctx) {
        ctx.log.debug('asking', { headers: { key: secret } });
        return source.find(asked, ctx);
      },
    })),
    'no secret shows in candidates or in the log',
  ],
  [
    'shows its key in an address',
    changed((source) => ({
      find: async (...args) =>
        (await source.find(...args)).map((each) => ({
          ...each,
          url: `https://example.org/${each.id}?key=${secret}`,
        })),
    })),
    'no secret shows in candidates or in the log',
  ],
  [
    'takes an outage for an empty answer',
    changed((source) => ({ find: (asked, ctx) => source.find(asked, ctx).catch(() => []) })),
    'an outage is thrown, as network',
  ],
  [
    'keeps the candidate as it is when the look-up fails',
    changed((source) => ({
      describe: (candidate, ctx) => describedBy(source)(candidate, ctx).catch(() => candidate),
    })),
    'whichever of its requests fails, the whole is thrown',
  ],
  [
    'remembers a failure',
    changed((source) => {
      const known = new Map<string, ReturnType<Source['find']>>();
      return {
        find(asked, ctx) {
          const kept = known.get(asked.title) ?? source.find(asked, ctx);
          known.set(asked.title, kept);
          return kept;
        },
      };
    }),
    'nothing that failed is remembered',
  ],
  [
    'asks a host that it does not declare',
    changed(() => ({ hosts: { 'elsewhere.example': { requests: 1, perMs: 1 } } })),
    'what the service knows is found, as plain data within its ranges',
  ],
  [
    'goes past the http of its context',
    changed((source, baseUrl) => ({
      async find(asked, ctx) {
        await fetch(new URL('/albums?title=x', baseUrl));
        return source.find(asked, ctx);
      },
    })),
    'all it asks goes through the http of its context',
  ],
  [
    'changes the query',
    changed((source) => ({
      find(asked, ctx) {
        Reflect.set(asked, 'title', asked.title.toLowerCase());
        return source.find(asked, ctx);
      },
    })),
    'query and candidate are left as they were',
  ],
  [
    'changes the candidate',
    changed((source) => ({
      async describe(candidate, ctx) {
        Reflect.set(candidate, 'year', 1959);
        return describedBy(source)(candidate, ctx);
      },
    })),
    'query and candidate are left as they were',
  ],
  [
    'gives another id when it describes',
    changed((source) => ({
      describe: async (...args) => ({ ...(await describedBy(source)(...args)), id: 'other' }),
    })),
    'describing keeps the id and stays within the ranges',
  ],
  [
    'makes up an id each time',
    changed((source) => ({
      find: async (...args) =>
        (await source.find(...args)).map((each) => ({ ...each, id: crypto.randomUUID() })),
    })),
    'ids are unique, and the same whoever asks again',
  ],
  [
    'gives one id to all',
    changed((source) => ({
      find: async (...args) => (await source.find(...args)).map((each) => ({ ...each, id: 'a' })),
    })),
    'ids are unique, and the same whoever asks again',
  ],
  [
    'gives what is no plain data',
    changed((source) => ({
      find: async (...args) =>
        (await source.find(...args)).map((each) => ({ ...each, year: Number.NaN })),
    })),
    'what the service knows is found, as plain data within its ranges',
  ],
  [
    'throws what nobody can branch on',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          throw new Error(asError(error).message);
        }),
    })),
    'too many requests is thrown, as quota',
  ],
  [
    'loses the pause that it was asked for',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          throw EarmarkError.is(error) ? new EarmarkError(error.code, error.message) : error;
        }),
    })),
    'the pause that a service asks for is passed on',
  ],
  [
    'throws where there is nothing',
    changed((source) => ({
      async find(asked, ctx) {
        const found = await source.find(asked, ctx);
        if (found.length === 0) throw new EarmarkError('not-found', 'nothing');
        return found;
      },
    })),
    'what the service does not know is an empty list',
  ],
  [
    'throws where something vanished',
    changed((source) => ({
      async describe(candidate, ctx) {
        const found = await describedBy(source)(candidate, ctx);
        if (found.claims.length === 0) throw new EarmarkError('not-found', 'gone');
        return found;
      },
    })),
    'what vanished between the search and the look-up stays a candidate',
  ],
  [
    'stumbles over odd titles',
    changed((source) => ({
      async find(asked, ctx) {
        if (new RegExp(`^${asked.title}$`).test('')) return [];
        return source.find(asked, ctx);
      },
    })),
    'any title can be asked for',
  ],
  [
    'takes any option',
    (baseUrl) => good(baseUrl, {}),
    'an unknown option is refused with config, in the factory',
  ],
  [
    'has a name that is no name',
    (baseUrl, more) => {
      const source = good(baseUrl, more);
      return { ...source, name: 'Asks Early' };
    },
    'it is made without asking anybody, and says what it is',
  ],
  [
    'takes an error inside for an answer',
    changed((source) => ({
      find: (asked, ctx) =>
        source.find(asked, ctx).catch((error) => {
          if (asError(error).message.includes('try later')) return [];
          throw error;
        }),
    })),
    'an error inside an answer that looks good is thrown as what it is',
  ],
  [
    'praises a service that fails',
    changed(() => ({ check: async () => [{ level: 'ok', text: 'fine' }] })),
    'its check does not praise a service that fails',
  ],
];

test('a good source passes', async () => {
  expect((await run(good)).filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

test.each(faults)('the suite catches a source that %s', async (_what, create, check) => {
  const [result, ...others] = await run(create, check);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ name: check, outcome: 'failed' });
});
