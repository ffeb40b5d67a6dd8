import { EarmarkError } from '@earmark/spec';
import { describe, expect, test, vi } from 'vitest';
import { createEarmark } from '../earmark.ts';
import type { Envelope } from '../events/bus.ts';
import { createMemoryStore } from '../memory/index.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import type { Journal } from '../ports.ts';
import { createMemoryLock } from '../run/memory-lock.ts';
import type { LockStrategy, Source, Subject } from '../spec.ts';
import { albums } from '../stages/albums.ts';
import { apply } from '../stages/apply.ts';
import { enrich } from '../stages/enrich.ts';
import { reviewed } from '../stages/reviewed.ts';
import { albumsOrigin } from './doubles.ts';
import { genreOf, house, quiet, titles } from './house.ts';

/** Leases that can be had, and then be neither given back nor, once told so, kept. */
function stubbornLock(): LockStrategy & { lose(): void } {
  const locks = createMemoryLock();
  const lost = new AbortController();
  return {
    ...locks,
    lose: () => lost.abort(),
    async acquire(key, options) {
      const lease = await locks.acquire(key, options);
      const release = async () => {
        await lease.release();
        throw new EarmarkError('io', `${key} cannot be given back: the disk is read-only`);
      };
      return { ...lease, lost: lost.signal, release, [Symbol.asyncDispose]: release };
    },
  };
}

/** Asked, it never answers and hears nobody. */
const deafSource: Source = {
  spec: 1,
  kind: 'source',
  name: 'deaf',
  answers: ['album'],
  find: () => new Promise(() => {}),
};

async function pendingReview(earmark: Awaited<ReturnType<typeof house>>['earmark']) {
  const [review] = await earmark.reviews.list({ status: 'pending', text: 'Maybe Three' });
  if (!review) throw new Error('nothing waits for review');
  return review;
}

describe('leases', () => {
  test.each(['account', 'target'] as const)(
    'what was written has its receipt though the lease of an %s cannot be given back',
    async (leases) => {
      const { earmark, tag } = await house({ locks: stubbornLock(), leases });
      const run = earmark.run(tag());
      const events: Envelope[] = [];
      run.onAny((envelope) => events.push(envelope));
      const { outcome, counts } = await run.done;
      expect(outcome).toBe('completed');
      expect(counts).toMatchObject({ applied: 2 });
      expect(events.at(-1)?.event).toBe('run-ended');
      const { journal } = await earmark.store();
      expect(await journal.receipts({})).toHaveLength(2);
    },
  );

  test('a run whose lease is lost fails for that reason, whatever it was doing', async () => {
    const locks = stubbornLock();
    const { earmark, tag } = await house({ locks, sources: [deafSource] });
    const run = earmark.run(tag());
    run.on('subject-found', () => locks.lose());
    expect(await run.done).toMatchObject({
      outcome: 'failed',
      fault: { code: 'locked', message: expect.stringContaining('lost') },
    });
  });
});

test('a source that hears nobody does not hold up a stop', async () => {
  const { earmark, tag } = await house({ sources: [deafSource] });
  const run = earmark.run(tag());
  run.on('subject-found', () => void run.stop());
  expect((await run.done).outcome).toBe('stopped');
});

test('where one receipt cannot be written, the other targets of the album are finished before the run ends', async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { earmark, files, sink } = await house(
    {},
    { before: (target) => (target.endsWith('Sure Two') ? slow : undefined) },
  );
  const { journal } = await earmark.store();
  journal.saveReceipt = async () => {
    throw new Error('disk full');
  };
  const subject: Subject = {
    kind: 'album',
    id: 'both',
    title: 'Both',
    creators: [],
    targets: ['Sure One', 'Sure Two'].map((title) => ({
      sink: 'shelf',
      id: `music:${title}`,
      fields: files.get(`music:${title}`) ?? {},
    })),
  };
  const decision = {
    id: 'd',
    subject: 'both',
    field: 'genre',
    before: [],
    after: ['Rock'],
    belief: 1,
    confidence: 1,
    band: 'auto' as const,
    reasons: [],
    silent: [],
  };
  const run = earmark.run(
    pipeline({
      name: 'both',
      async *start() {
        yield { subject, decisions: [decision], approved: new Set<string>() };
      },
    }).pipe(apply()),
  );
  let ended = false;
  void run.done.then(() => {
    ended = true;
  });
  await expect.poll(() => sink.writes).toEqual(['music:Sure One']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  finish();
  expect((await run.done).outcome).toBe('failed');
  expect(sink.writes).toEqual(['music:Sure One', 'music:Sure Two']);
});

describe('recovery', () => {
  async function crashed() {
    const store = createMemoryStore();
    const made = await house({ store });
    const { journal } = await made.earmark.store();
    const { saveReceipt } = journal;
    const dead = new Promise<never>(() => {});
    journal.saveReceipt = () => dead;
    made.earmark.run(made.tag());
    await expect.poll(() => made.sink.writes.length).toBe(1);
    journal.saveReceipt = saveReceipt;
    return { ...made, store, journal };
  }
  const open = async (journal: Journal) => (await journal.plans({ status: 'planned' })).length;

  test.each(['io', 'aborted'] as const)(
    'a plan that cannot be looked at now (%s) stays open for the next run',
    async (code) => {
      const { store, options, sink, tag, journal } = await crashed();
      const unreachable = {
        ...sink,
        inspect: async () => {
          throw new EarmarkError(code, 'the share is not there');
        },
      };
      const away = await createEarmark({ ...options, store, sinks: [unreachable] });
      await away.run(tag(true)).done;
      await away.run(reviewed().pipe(apply())).done;
      expect(await open(journal)).toBe(1);
      const back = await createEarmark({ ...options, store });
      expect((await back.run(reviewed().pipe(apply())).done).counts.recovered).toBe(1);
      expect(await open(journal)).toBe(0);
    },
  );
});

/** Then only what people said is written, whatever their answers do to confidence. */
const nothingIsSure = { auto: 1, review: 0.1 };

describe('what people said', () => {
  test('a field that was locked after its change was accepted is not written', async () => {
    const { earmark, files, tag } = await house();
    await earmark.run(tag()).done;
    const { decision, subject } = await pendingReview(earmark);
    await earmark.reviews.answer(decision, { status: 'accepted', by: 'me' });
    await earmark.reviews.lock(subject, 'genre', 'me');
    await earmark.run(reviewed().pipe(apply())).done;
    expect(genreOf(files, 'Maybe Three')).toEqual(['Pop']);
    await earmark.reviews.unlock(subject, 'genre');
    await earmark.run(reviewed().pipe(apply())).done;
    expect(genreOf(files, 'Maybe Three')).toEqual(['Folk']);
  });

  test('a dry run shows what was accepted as a change', async () => {
    const { earmark, tag } = await house({ bands: nothingIsSure });
    await earmark.run(tag()).done;
    const { decision } = await pendingReview(earmark);
    await earmark.reviews.answer(decision, { status: 'accepted', by: 'me' });
    expect((await earmark.run(tag(true)).done).counts.planned).toBe(1);
  });

  test('what was accepted, written and changed since is asked again, and not written by itself', async () => {
    const { earmark, files, tag } = await house({ bands: nothingIsSure });
    await earmark.run(tag()).done;
    const { decision } = await pendingReview(earmark);
    await earmark.reviews.answer(decision, { status: 'accepted', by: 'me' });
    const { run } = await earmark.run(reviewed().pipe(apply())).done;
    await earmark.undo(run).done;
    await earmark.run(tag()).done;
    expect(await pendingReview(earmark)).toMatchObject({ decision });
    expect(genreOf(files, 'Maybe Three')).toEqual(['Pop']);
  });

  test('what a person has answered otherwise is not counted as queued', async () => {
    const { earmark, tag } = await house();
    await earmark.run(tag()).done;
    const { decision } = await pendingReview(earmark);
    await earmark.reviews.answer(decision, { status: 'edited', edited: ['Soul'], by: 'me' });
    expect((await earmark.run(tag()).done).counts.queued).toBeUndefined();
  });

  test('what was written as edited is neither asked about again nor written over', async () => {
    const store = createMemoryStore();
    const { earmark, files, tag, options } = await house({ store });
    await earmark.run(tag()).done;
    const { decision } = await pendingReview(earmark);
    await earmark.reviews.answer(decision, { status: 'edited', edited: ['Soul'], by: 'me' });
    await earmark.run(reviewed().pipe(apply())).done;
    await earmark.run(tag()).done;
    expect(await earmark.reviews.count({ status: 'pending' })).toBe(0);
    const sure = await createEarmark({ ...options, store, bands: { auto: 0.1, review: 0.1 } });
    await sure.run(tag()).done;
    expect(genreOf(files, 'Maybe Three')).toEqual(['Soul']);
  });
});

describe('closing', () => {
  test('whoever closes second waits as long as the first', async () => {
    const { earmark, options } = await house();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = { ...deafSource, close: () => held };
    const closing = await createEarmark({ ...options, sources: [slow] });
    void closing.close();
    let ended = false;
    const second = closing.close().then(() => {
      ended = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    release();
    await second;
    await earmark.close();
  });

  test('a plugin that cannot close keeps nothing else open, and is told of', async () => {
    const store = createMemoryStore();
    const close = vi.spyOn(store, 'close');
    const broken = {
      ...deafSource,
      close: async () => {
        throw new Error('stuck');
      },
    };
    const earmark = await createEarmark({ store, sources: [broken], log: quiet });
    await expect(earmark.close()).rejects.toThrow('stuck');
    expect(close).toHaveBeenCalledOnce();
  });
});

test('a limit looks for nothing behind the last album', async () => {
  const { earmark, files } = await house();
  const seen: string[] = [];
  const origin = albumsOrigin(titles, files);
  const counted = {
    ...origin,
    async *subjects(ctx: Parameters<typeof origin.subjects>[0]) {
      for await (const subject of origin.subjects(ctx)) {
        seen.push(subject.title);
        yield subject;
      }
    },
  };
  await earmark.run(albums(counted, { limit: 2 }).pipe(enrich())).done;
  expect(seen).toEqual(['Sure One', 'Sure Two']);
});
