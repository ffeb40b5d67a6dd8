import { describe, expect, test } from 'vitest';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { createMemoryLock } from '../run/memory-lock.ts';
import type { Decision, Policy } from '../spec.ts';
import { albums } from '../stages/albums.ts';
import { apply } from '../stages/apply.ts';
import { enrich } from '../stages/enrich.ts';
import { reviewed } from '../stages/reviewed.ts';
import { albumsOrigin, titledPolicy } from './doubles.ts';
import { genreOf, house, titles } from './house.ts';

describe('the way from claims to receipts', () => {
  test('what is certain is written, what is doubtful is queued, what nobody knows is left alone', async () => {
    const { earmark, files, tag } = await house();
    const decisions: Decision[] = [];
    const run = earmark.run(tag());
    run.on('decision-made', ({ decision }) => decisions.push(decision));
    const { outcome, counts } = await run.done;
    expect(outcome).toBe('completed');
    expect(counts).toMatchObject({ subjects: 4, applied: 2, queued: 1 });
    expect(genreOf(files, 'Sure One')).toEqual(['Rock']);
    expect(genreOf(files, 'Maybe Three')).toEqual(['Pop']);
    expect(genreOf(files, 'Unknown Four')).toEqual(['Pop']);
    expect(decisions.find(({ subject }) => subject === 'id-Sure One')).toMatchObject({
      before: ['Pop'],
      after: ['Rock'],
      band: 'auto',
    });
  });

  test('a dry run plans everything, changes nothing and asks nobody', async () => {
    const { earmark, files, sink, tag } = await house();
    const { counts } = await earmark.run(tag(true)).done;
    expect(counts).toMatchObject({ planned: 2 });
    expect(sink.writes).toEqual([]);
    expect(genreOf(files, 'Sure One')).toEqual(['Pop']);
    expect(await earmark.reviews.count()).toBe(0);
  });

  test('a second run finds nothing to change', async () => {
    const { earmark, sink, tag } = await house();
    await earmark.run(tag()).done;
    const writes = sink.writes.length;
    const { counts } = await earmark.run(tag()).done;
    expect(counts.unchanged).toBe(2);
    expect(sink.writes).toHaveLength(writes);
  });

  test('undo puts a run back, and an undo can itself be undone', async () => {
    const { earmark, files, tag } = await house();
    const { run } = await earmark.run(tag()).done;
    const back = await earmark.undo(run).done;
    expect(back.counts.applied).toBe(2);
    expect(genreOf(files, 'Sure Two')).toEqual(['Pop']);
    await earmark.undo(back.run).done;
    expect(genreOf(files, 'Sure Two')).toEqual(['Jazz']);
  });

  test('undoing what does not exist says so', async () => {
    const { earmark } = await house();
    expect((await earmark.undo('no-such-run').done).fault).toMatchObject({ code: 'not-found' });
  });
});

test('where and limit choose subjects before anybody is asked', async () => {
  const { earmark, files, source } = await house();
  const chosen = albums(albumsOrigin(titles, files), {
    where: ({ title }) => title !== 'Sure One',
    limit: 2,
  });
  const { counts } = await earmark.run(chosen.pipe(enrich())).done;
  expect(counts.subjects).toBe(2);
  expect(source.asked).toEqual(['Sure Two', 'Maybe Three']);
});

describe('review', () => {
  test('what is accepted is written by the next writing run, once', async () => {
    const { earmark, files, tag, sink } = await house();
    await earmark.run(tag()).done;
    const [review] = await earmark.reviews.list({ status: 'pending' });
    expect(review).toMatchObject({ title: 'Band – Maybe Three', after: ['Folk'] });
    await earmark.reviews.answer(review?.decision ?? '', { status: 'accepted', by: 'me' });
    await earmark.run(reviewed().pipe(apply())).done;
    expect(genreOf(files, 'Maybe Three')).toEqual(['Folk']);
    const writes = sink.writes.length;
    await earmark.run(reviewed().pipe(apply())).done;
    expect(sink.writes).toHaveLength(writes);
    expect(await earmark.reviews.get(review?.decision ?? '')).toMatchObject({ status: 'applied' });
  });

  test('what was edited is written as edited', async () => {
    const { earmark, files, tag } = await house();
    await earmark.run(tag()).done;
    const [review] = await earmark.reviews.list({ status: 'pending' });
    await earmark.reviews.answer(review?.decision ?? '', {
      status: 'edited',
      edited: ['Folk Rock'],
      by: 'me',
    });
    await earmark.run(reviewed().pipe(apply())).done;
    expect(genreOf(files, 'Maybe Three')).toEqual(['Folk Rock']);
  });

  test('what was rejected is not proposed again', async () => {
    const { earmark, tag } = await house();
    await earmark.run(tag()).done;
    const [review] = await earmark.reviews.list({ status: 'pending' });
    await earmark.reviews.answer(review?.decision ?? '', { status: 'rejected', by: 'me' });
    const { counts } = await earmark.run(tag()).done;
    expect(counts.queued).toBeUndefined();
  });

  test('a locked field is left alone', async () => {
    const { earmark, files, tag } = await house();
    await earmark.reviews.lock('id-Sure One', 'genre', 'me');
    await earmark.run(tag()).done;
    expect(genreOf(files, 'Sure One')).toEqual(['Pop']);
    expect(genreOf(files, 'Sure Two')).toEqual(['Jazz']);
  });

  test('what people say becomes calibration data of the installation', async () => {
    const { earmark, tag } = await house();
    await earmark.run(tag()).done;
    await earmark.reviews.acceptAll({ minConfidence: 0.1 }, 'me');
    const samples = await (await earmark.shared()).samples('genre');
    expect(samples).toMatchObject([{ belief: 0.85, right: true }]);
  });
});

describe('failure', () => {
  test('an outage of the only source is named in every decision, writes nothing, and is over when it is over', async () => {
    const { earmark, source, sink, tag } = await house();
    source.down = true;
    const decisions: Decision[] = [];
    const run = earmark.run(tag());
    run.on('decision-made', ({ decision }) => decisions.push(decision));
    const { outcome, counts, fault } = await run.done;
    expect(outcome).toBe('failed');
    expect(fault).toMatchObject({
      code: 'network',
      message: expect.stringMatching(/^no source answered: /),
    });
    expect(decisions).toHaveLength(4);
    expect(decisions.every(({ silent, band }) => silent[0] === 'oracle' && band === 'manual')).toBe(
      true,
    );
    expect(sink.writes).toEqual([]);
    expect(await earmark.reviews.count()).toBe(0);
    expect(counts.undecided).toBe(4);
    source.down = false;
    expect((await earmark.run(tag(), { resume: run.id }).done).counts.applied).toBe(2);
  });

  test('what a policy no longer wants is not undecided for want of an answer', async () => {
    const content: Policy = {
      ...titledPolicy,
      wants: ({ title }) => (title === 'Sure One' ? ['genre'] : []),
    };
    const { earmark, source, tag } = await house({ policies: [content] });
    source.down = true;
    expect((await earmark.run(tag()).done).counts).toMatchObject({ undecided: 1 });
  });

  test('where the only source fails, what is already here is no answer either', async () => {
    const fromToday: Policy = {
      spec: 1,
      kind: 'policy',
      name: 'from-today',
      fields: ['genre'],
      propose: () => [{ field: 'genre', after: ['Pop', 'Rock'], belief: 0.5, reasons: [] }],
    };
    const { earmark, source, tag } = await house({ policies: [fromToday] });
    source.down = true;
    const { counts } = await earmark.run(tag()).done;
    expect(counts).toMatchObject({ undecided: 4 });
    expect(await earmark.reviews.count()).toBe(0);
    source.down = false;
    expect((await earmark.run(tag()).done).counts).toMatchObject({ queued: 4 });
  });

  test('a throwing listener breaks nothing', async () => {
    const { earmark, tag } = await house();
    const run = earmark.run(tag());
    run.on('decision-made', () => {
      throw new Error('listener');
    });
    expect((await run.done).counts.applied).toBe(2);
  });

  test('the second writer of an account is refused', async () => {
    const locks = createMemoryLock();
    const store = createMemoryStore();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await house({ locks, store }, { before: () => held });
    const second = await house({ locks, store });
    const run = first.earmark.run(first.tag());
    await new Promise<void>((resolve) => run.on('change-planned', () => resolve()));
    const refused = await second.earmark.run(second.tag()).done;
    expect(refused).toMatchObject({ outcome: 'failed', fault: { code: 'locked' } });
    release();
    expect((await run.done).outcome).toBe('completed');
    expect((await second.earmark.run(second.tag()).done).outcome).toBe('completed');
  });
});

describe('stopping and crashing', () => {
  test('a stopped run ends with what was begun, and its resumption finishes the rest', async () => {
    const { earmark, files, tag } = await house();
    const run = earmark.run(tag());
    run.on('change-applied', () => void run.stop());
    expect((await run.done).outcome).toBe('stopped');
    const resumed = await earmark.run(tag(), { resume: run.id }).done;
    expect(resumed.outcome).toBe('completed');
    expect(genreOf(files, 'Sure One')).toEqual(['Rock']);
    expect(genreOf(files, 'Sure Two')).toEqual(['Jazz']);
  });

  test('what was written right before a crash gets its receipt from the next writing run, and is not written twice', async () => {
    const store = createMemoryStore();
    const { earmark, files, sink, tag, options } = await house({ store });
    const account = await earmark.store();
    const { saveReceipt } = account.journal;
    // The process dies between the change and its receipt: neither the receipt nor an end of the plan is written.
    const dead = new Promise<never>(() => {});
    account.journal.saveReceipt = () => dead;
    earmark.run(tag());
    await expect.poll(() => sink.writes.length).toBe(1);
    account.journal.saveReceipt = saveReceipt;
    const next = await createEarmark({ ...options, store });
    const { counts } = await next.run(tag()).done;
    expect(counts.recovered).toBe(1);
    expect(sink.writes.filter((target) => target === 'music:Sure One')).toHaveLength(1);
    const receipts = await account.journal.receipts({});
    expect(receipts.map(({ receipt }) => receipt.target).sort()).toEqual([
      'music:Sure One',
      'music:Sure Two',
    ]);
    expect(genreOf(files, 'Sure Two')).toEqual(['Jazz']);
  });
});

test('a receipt that cannot be written leaves its plan open, and the next run writes it', async () => {
  const { earmark, sink, tag } = await house();
  const { journal } = await earmark.store();
  const { saveReceipt } = journal;
  journal.saveReceipt = async () => {
    throw new Error('disk full');
  };
  expect((await earmark.run(tag()).done).outcome).toBe('failed');
  journal.saveReceipt = saveReceipt;
  const { counts } = await earmark.run(tag()).done;
  expect(counts.recovered).toBe(1);
  expect(new Set(sink.writes).size).toBe(sink.writes.length);
});

describe('accounts', () => {
  test('two accounts share no row', async () => {
    const { earmark, tag } = await house();
    const other = earmark.for('other');
    const { run } = await earmark.run(tag()).done;
    expect((await earmark.store()).account).toBe('default');
    expect(await (await other.store()).journal.run(run)).toBeUndefined();
    expect(await other.reviews.count()).toBe(0);
    expect((await other.undo(run).done).fault?.code).toBe('not-found');
  });
});
