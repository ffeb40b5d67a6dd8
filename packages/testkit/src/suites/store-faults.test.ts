import { type AccountStore, createMemoryStore, type SharedStore, type Store } from '@earmark/core';
import { expect, test } from 'vitest';
import { runChecks, type SuiteRunner } from '../suite.ts';
import { queueSuite } from './queue.ts';
import { persistenceChecks, storeSuite } from './store.ts';

function onAccount(change: (account: AccountStore) => Partial<AccountStore>) {
  return (store: Store): Store => {
    const changed = new Map<string, AccountStore>();
    return {
      ...store,
      async account(name) {
        const account = await store.account(name);
        const known = changed.get(name) ?? { ...account, ...change(account) };
        changed.set(name, known);
        return known;
      },
    };
  };
}
function onShared(change: (shared: SharedStore) => Partial<SharedStore>) {
  return (store: Store): Store => ({
    ...store,
    async shared() {
      const shared = await store.shared();
      return { ...shared, ...change(shared) };
    },
  });
}
const journal = (change: (journal: AccountStore['journal']) => Partial<AccountStore['journal']>) =>
  onAccount((account) => ({ journal: { ...account.journal, ...change(account.journal) } }));
const reviews = (change: (reviews: AccountStore['reviews']) => Partial<AccountStore['reviews']>) =>
  onAccount((account) => ({ reviews: { ...account.reviews, ...change(account.reviews) } }));
const catalogue = (
  change: (catalogue: AccountStore['catalogue']) => Partial<AccountStore['catalogue']>,
) =>
  onAccount((account) => ({ catalogue: { ...account.catalogue, ...change(account.catalogue) } }));
const jobs = (change: (jobs: AccountStore['jobs']) => Partial<AccountStore['jobs']>) =>
  onAccount((account) => ({ jobs: { ...account.jobs, ...change(account.jobs) } }));

const browse = (change: (browse: AccountStore['browse']) => Partial<AccountStore['browse']>) =>
  onAccount((account) => ({ browse: { ...account.browse, ...change(account.browse) } }));

/** One planted fault each: what is wrong, and the check that has to notice. */
const faults: readonly (readonly [string, (store: Store) => Store, string])[] = [
  [
    'forgets plans',
    journal(() => ({ savePlans: async () => undefined })),
    'plans come in the order they were saved',
  ],
  [
    'gives plans newest first',
    journal(({ plans }) => ({ plans: async (filter) => [...(await plans(filter))].reverse() })),
    'plans come in the order they were saved',
  ],
  ['loses receipts', journal(() => ({ saveReceipt: async () => undefined })), 'a receipt is kept'],
  [
    'leaves the plan open when its receipt comes',
    journal(({ saveReceipt, setPlanStatus }) => ({
      async saveReceipt(record) {
        await saveReceipt(record);
        await setPlanStatus(record.receipt.plan, 'planned').catch(() => undefined);
      },
    })),
    'its plan is applied from then on',
  ],
  [
    'saves half a receipt',
    journal(({ saveReceipt }) => ({
      async saveReceipt({ undoes, ...record }) {
        await saveReceipt(record);
        if (undoes !== undefined) await saveReceipt({ ...record, undoes });
      },
    })),
    'leaves nothing behind',
  ],
  [
    'finishes a subject for all runs',
    journal(({ isFinished, finishSubject }) => ({
      finishSubject: (_run, subject) => finishSubject('any', subject),
      isFinished: (_run, subject) => isFinished('any', subject),
    })),
    'a subject is finished for the run',
  ],
  [
    "overwrites the older run's decision",
    journal(({ decisions, decision }) => ({
      async decisions(filter) {
        const found = await decisions(filter);
        return Promise.all(
          found.map(async (record) => (await decision(record.decision.id)) ?? record),
        );
      },
    })),
    'both runs keep theirs',
  ],
  [
    'keeps the object it was given',
    journal((before) => {
      const given = new Map<string, Parameters<typeof before.savePlans>[0][number]>();
      return {
        async savePlans(records) {
          for (const record of records) given.set(record.plan.id, record);
          await before.savePlans(records);
        },
        plans: async (filter) =>
          (await before.plans(filter)).map((record) => given.get(record.plan.id) ?? record),
      };
    }),
    'stays as it was when the caller changes',
  ],
  [
    'does not remember what was rejected',
    reviews(() => ({ rejected: async () => [] })),
    'a refused value is remembered',
  ],
  [
    'asks on about what was decided without a question',
    reviews(() => ({ supersede: async () => undefined })),
    'a newer decision that needs no answer',
  ],
  [
    'ends the questions about every field',
    reviews(({ supersede, list }) => ({
      supersede: async (subject) =>
        supersede(
          subject,
          (await list({ subject })).map(({ field }) => field),
        ),
    })),
    'a newer decision that needs no answer',
  ],
  [
    'forgets an edit once it is written',
    reviews(({ rejected, count }) => ({
      rejected: async (subject) =>
        (await count({ subject, status: 'applied' })) === 0 ? rejected(subject) : [],
    })),
    'an edit refuses',
  ],
  [
    'asks again what was answered',
    reviews(({ queue, get, answer }) => ({
      async queue(review) {
        if ((await get(review.decision))?.status === 'rejected')
          await answer(review.decision, { status: 'accepted', by: 'nobody', at: 0 });
        await queue(review);
      },
    })),
    'what a person answered keeps its answer',
  ],
  [
    'keeps older decisions pending',
    reviews(({ queue }) => ({
      queue: (review) => queue({ ...review, field: `${review.field}-${review.decision}` }),
    })),
    'takes the place of the pending one',
  ],
  [
    'tells upper from lower case in a search',
    reviews(({ list }) => ({
      list: async (filter) =>
        (await list(filter)).filter(({ title }) => title.includes(filter?.text ?? '')),
    })),
    'every part of a filter',
  ],
  [
    'counts a page',
    reviews(({ list }) => ({ count: async (filter) => (await list(filter)).length })),
    'most confident first',
  ],
  [
    'sorts folders as JavaScript does',
    catalogue(({ folders }) => ({
      async *folders(root, within) {
        const all: string[] = [];
        for await (const folder of folders(root, within)) all.push(folder);
        yield* all.sort();
      },
    })),
    'sorted by bytes',
  ],
  [
    'keeps the probe of changed content',
    catalogue(({ apply, file }) => ({
      async apply(diff) {
        const put = await Promise.all(
          (diff.put ?? []).map(async (next) => {
            const before = await file(next.id);
            return before?.probe === undefined ? next : { ...next, probe: before.probe };
          }),
        );
        await apply({ ...diff, put });
      },
    })),
    'as long as the content does',
  ],
  [
    'applies a diff by halves',
    catalogue(({ apply }) => ({
      async apply({ remove, ...diff }) {
        if (remove) await apply({ remove });
        await apply(diff);
      },
    })),
    'changes nothing',
  ],
  [
    'lists the folders below, too',
    catalogue(({ files }) => ({
      keys: async (root, folder) =>
        (await files({ root })).filter(({ path }) => path.startsWith(folder)),
    })),
    'the keys of a folder',
  ],
  [
    'mixes accounts',
    (store) => ({ ...store, account: async () => store.account('anna') }),
    'two accounts share no row',
  ],
  [
    'shares the journal among accounts',
    (store) => ({
      ...store,
      async account(name) {
        const { journal: hers } = await store.account('anna');
        return Object.assign(await store.account(name), { journal: hers });
      },
    }),
    'two accounts share no row',
  ],
  [
    'mixes plugins',
    onAccount(({ state }) => ({ state: () => state('any') })),
    'a plugin has a memory of its own',
  ],
  [
    'claims a job twice',
    jobs(({ claim, settle }) => ({
      async claim(options) {
        const claimed = await claim(options);
        const endings = claimed.jobs.map(({ id }) => ({
          id,
          status: 'postponed' as const,
          until: 0,
        }));
        await settle(options.worker, endings);
        return claimed;
      },
    })),
    'handed to nobody else',
  ],
  [
    'never hands out a dead worker’s job',
    jobs(({ claim }) => ({ claim: (options) => claim({ ...options, leaseMs: 1e9 }) })),
    'a job whose worker died',
  ],
  [
    'adds a key twice',
    jobs(({ add }) => ({ add: ({ key: _, ...request }) => add(request) })),
    'a job with a key',
  ],
  [
    'lets anybody complete a job',
    jobs(({ settle, get }) => ({
      settle: async (_worker, endings) =>
        settle((await get(endings[0]?.id ?? ''))?.worker ?? '', endings),
    })),
    'a completed job',
  ],
  [
    'counts an attempt that was none',
    jobs(({ settle }) => ({
      settle: (worker, endings) =>
        settle(
          worker,
          endings.map((ending) =>
            ending.status === 'postponed'
              ? {
                  id: ending.id,
                  status: 'failed',
                  fault: { code: 'io', message: '' },
                  retryAt: ending.until,
                }
              : ending,
          ),
        ),
    })),
    'a job that was given back',
  ],
  [
    'adds what comes after a job before it is sure whose that is',
    jobs(({ settle, addMany }) => ({
      async settle(worker, endings) {
        for (const ending of endings)
          if (ending.status === 'done' && ending.next) await addMany(ending.next);
        return settle(
          worker,
          endings.map(({ id, ...ending }) => ({ ...ending, id, next: [] })),
        );
      },
    })),
    'the jobs that come after',
  ],
  [
    'forgets what comes after a job',
    jobs(({ settle }) => ({
      settle: (worker, endings) =>
        settle(
          worker,
          endings.map((ending) => ({ ...ending, next: [] })),
        ),
    })),
    'the jobs that come after',
  ],
  [
    'claims more than was asked for',
    jobs(({ claim }) => ({
      claim: (options) => claim({ ...options, limit: (options.limit ?? 1) + 1 }),
    })),
    'many leases are renewed',
  ],
  [
    'forgets jobs that are not old enough',
    jobs(({ prune }) => ({
      prune: ({ status }) => prune({ status, before: Number.MAX_SAFE_INTEGER }),
    })),
    'can be forgotten',
  ],
  [
    'tries every failed job of a key',
    jobs(({ retryFailed, retry, list }) => ({
      async retryFailed(filter) {
        if (filter) return retryFailed(filter);
        let count = 0;
        for (const { id } of [...(await list({ status: 'failed' }))].reverse())
          if (await retry(id)) count++;
        return count;
      },
    })),
    'all that failed',
  ],
  [
    'ignores priorities',
    jobs(({ add }) => ({ add: ({ priority: _, ...request }) => add(request) })),
    'the larger priority',
  ],
  [
    'lets a window be one too long',
    onShared(({ book }) => ({
      book: (host, limit, now) => book(host, { ...limit, requests: limit.requests + 1 }, now),
    })),
    'never more requests',
  ],
  [
    'counts in fixed windows',
    onShared(({ book }) => ({
      book: (host, limit, now) => book(host, limit, now - (now % limit.perMs)),
    })),
    'told how long',
  ],
  [
    'charges a refusal to the budget',
    onShared(({ book }) => {
      let refused = 0;
      return {
        async book(host, limit, now) {
          if (limit.perDay !== undefined && refused > 0) return { waitMs: 1, exhausted: true };
          const answer = await book(host, limit, now);
          if (answer.waitMs > 0) refused++;
          return answer;
        },
      };
    }),
    "a day's budget",
  ],
  [
    'lets the last parking hold',
    onShared(() => {
      let last: { until: number; reason: string } | undefined;
      return {
        async park(_host, until, reason) {
          last = { until, reason };
        },
        parked: async () => last,
      };
    }),
    'a parked host',
  ],
  [
    'never clears failures',
    onShared(({ noteFailure }) => ({ noteFailure: (host, at) => noteFailure(host, at ?? 0) })),
    'failures of a host in a row',
  ],
  [
    'compares roots as text',
    onShared(({ claimRoot }) => ({
      claimRoot: (root) => claimRoot({ ...root, path: root.path.replaceAll('..', 'up') }),
    })),
    'however they are spelled',
  ],
  [
    'ignores what a commit expects',
    onShared(({ records }) => ({
      records: {
        ...records,
        commit: (changes) => records.commit(changes.map(({ expect: _, ...change }) => change)),
      },
    })),
    'whose expectation fails',
  ],
  [
    'commits by halves',
    onShared(({ records }) => ({
      records: {
        ...records,
        async commit(changes) {
          const revisions: number[] = [];
          for (const change of changes) revisions.push(...(await records.commit([change])));
          return revisions;
        },
      },
    })),
    'changes nothing at all',
  ],
  [
    'keeps what has expired',
    onShared(({ records }) => ({
      records: {
        ...records,
        commit: (changes) => records.commit(changes.map(({ expiresAt: _, ...change }) => change)),
      },
    })),
    'an expired record',
  ],
  [
    'lists records as JavaScript sorts',
    onShared(({ records }) => ({
      records: {
        ...records,
        list: async (collection, options) =>
          [...(await records.list(collection, options))].sort((left, right) =>
            left.key.toLowerCase() < right.key.toLowerCase() ? -1 : 1,
          ),
      },
    })),
    'records are listed by prefix',
  ],
  [
    'gives audit entries oldest first',
    onShared(({ audit }) => ({
      audit: { ...audit, list: async (filter) => [...(await audit.list(filter))].reverse() },
    })),
    'audit entries come newest first',
  ],
  [
    'shares secrets among accounts',
    onShared(({ secrets }) => ({
      secrets: { ...secrets, put: (_account, name, sealed) => secrets.put('anna', name, sealed) },
    })),
    'sealed secrets',
  ],
  [
    "does not remove a plugin's entry",
    onAccount(({ state }) => ({
      state: (plugin) => ({
        ...state(plugin),
        update: (key, change) => state(plugin).update(key, (value) => change(value) ?? value),
      }),
    })),
    "a plugin's entry is changed",
  ],
  [
    'searches within words',
    browse(({ albums }) => ({
      async albums({ text, ...query } = {}) {
        const page = await albums(query);
        const items = page.items.filter(({ title }) => title.toLowerCase().includes(text ?? ''));
        return { ...page, items };
      },
    })),
    'a search finds words',
  ],
  [
    'gives the last row of a page again',
    browse(({ albums }) => ({
      async albums(query = {}) {
        const limit = query.limit ?? 50;
        const page = await albums({ ...query, limit: limit + 1 });
        return { ...page, items: page.items.slice(0, limit) };
      },
    })),
    'a list has each album once',
  ],
  [
    'takes any cursor',
    browse(({ albums }) => ({
      albums: ({ after: _, ...query } = {}) => albums(query),
    })),
    'a cursor of another list',
  ],
  [
    'counts a facet within its own filter',
    browse(({ facets, albums }) => ({
      async facets(query, which) {
        const found = await facets(query, which);
        const genres = new Set((await albums(query)).items.flatMap((row) => row.genres));
        const genre = ('genre' in found ? found.genre : []) as readonly { value: string }[];
        return { ...found, genre: genre.filter(({ value }) => genres.has(value)) };
      },
    })),
    'facets count',
  ],
  ['has one revision for ever', browse(() => ({ revision: async () => 1 })), 'the revision grows'],
];

test.each(faults)('a store that %s is noticed', async (_what, plant, noticedBy) => {
  const results = await runChecks(
    (runner) =>
      storeSuite(only(noticedBy, runner), (folder) => plant(createMemoryStore({ folder }))),
    [],
  );
  expect(results).not.toEqual([]);
  const failed = results.flatMap(({ outcome, name }) => (outcome === 'failed' ? [name] : []));
  expect(failed).not.toEqual([]);
});

/** The checks that have to notice: what all the others make of a fault is not asked. */
function only(words: string, runner: SuiteRunner): SuiteRunner {
  return {
    ...runner,
    test: (name, body) => (name.includes(words) ? runner.test(name, body) : undefined),
  };
}

test('a store that forgets everything when it is closed is noticed', async () => {
  const results = await runChecks((runner) =>
    storeSuite(runner, (folder) => createMemoryStore({ folder })),
  );
  const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  expect(failed).toEqual(persistenceChecks);
});

test('a queue that claims a job twice is noticed by its own suite', async () => {
  const results = await runChecks((runner) =>
    queueSuite(runner, async () => {
      const { jobs: queue } = await createMemoryStore().account('anna');
      return {
        queue: {
          ...queue,
          claim: async ({ topics }) => ({ jobs: await queue.list({ topic: topics[0] ?? '' }) }),
        },
      };
    }),
  );
  expect(results.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(3);
});
