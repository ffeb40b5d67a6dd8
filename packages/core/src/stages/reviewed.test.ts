import { expect, test } from 'vitest';
import { genreSource } from '../__tests__/doubles.ts';
import { genreOf, house } from '../__tests__/house.ts';
import type { EarmarkOptions } from '../earmark.ts';
import { tap } from '../pipeline/stages.ts';
import { partId } from '../reviews/parts.ts';
import type { Policy } from '../spec.ts';
import { apply } from './apply.ts';
import type { Decided } from './decide.ts';
import { reviewed } from './reviewed.ts';

const title = 'Maybe Three';

/** One album, and a policy that says what it is told to say: first a doubtful Folk, which waits for an answer. */
async function doubtful(more: EarmarkOptions = {}) {
  const saying = { after: 'Folk', belief: 0.85 };
  const policy: Policy = {
    spec: 1,
    kind: 'policy',
    name: 'told',
    fields: ['genre'],
    propose: ({ subject }) =>
      subject.title === title
        ? [{ field: 'genre', after: [saying.after], belief: saying.belief, reasons: [] }]
        : [],
  };
  const { earmark, files, sink, tag } = await house({ policies: [policy], ...more });
  const { reviews } = earmark;
  const say = async (after: string, belief: number, dryRun = false) => {
    Object.assign(saying, { after, belief });
    await earmark.run(tag(dryRun)).done;
  };
  const pending = async () => (await reviews.list({ status: 'pending' })).map(({ after }) => after);
  const idOf = async (genre: string) =>
    (await reviews.list()).find(({ after }) => after[0] === genre)?.decision ?? '';
  const write = () => earmark.run(reviewed().pipe(apply())).done;
  await say('Folk', 0.85);
  return { earmark, files, sink, say, pending, idOf, write };
}

test('what was written without a question is not written over by an older one that is answered later', async () => {
  const { earmark, files, say, pending, write } = await doubtful();
  await say('Jazz', 1);
  expect(await pending()).toEqual([]);
  await earmark.reviews.acceptAll({}, 'me');
  await write();
  expect(genreOf(files, title)).toEqual(['Jazz']);
});

test('a question is over once everything is as a newer decision wants it', async () => {
  const { files, say, pending } = await doubtful();
  files.set(`music:${title}`, { genre: ['Jazz'] });
  await say('Jazz', 0.85);
  expect(await pending()).toEqual([]);
});

test('a dry run ends no question', async () => {
  const { say, pending } = await doubtful();
  await say('Jazz', 1, true);
  expect(await pending()).toEqual([['Folk']]);
});

test('what is already there while a source is silent ends no question', async () => {
  const other = { ...genreSource({ [title]: 'Folk' }), name: 'other' };
  const { say, pending } = await doubtful({ sources: [genreSource({ [title]: 'Folk' }), other] });
  other.find = async () => {
    throw new Error('down');
  };
  await say('Pop', 0.85);
  expect(await pending()).toEqual([['Folk']]);
});

test('what could not be written ends no question', async () => {
  const { files, say, pending } = await doubtful();
  files.set = () => {
    throw new Error('disk full');
  };
  await say('Jazz', 1);
  expect(await pending()).toEqual([['Folk']]);
});

test('answers are written in the order in which they were given, also those of an album and of some of its files', async () => {
  const { earmark, files, idOf, write } = await doubtful();
  const { journal, reviews } = await earmark.store();
  const whole = await idOf('Folk');
  const [subject, record] = await Promise.all([
    journal.subject(`id-${title}`),
    journal.decision(whole),
  ]);
  const review = await reviews.get(whole);
  if (!subject || !record || !review) throw new Error('the album is not on record');
  const part = partId(subject.id, [`music:${title}`]);
  const decision = { ...record.decision, id: 'of-part', subject: part };
  await journal.saveSubject({ ...subject, id: part });
  await journal.saveDecisions([{ ...record, decision }]);
  await reviews.queue({ ...review, decision: 'of-part', subject: part });
  await reviews.answer('of-part', { status: 'edited', edited: ['Soul'], by: 'me', at: 1 });
  await reviews.answer(whole, { status: 'accepted', by: 'me', at: 2 });
  expect((await write()).counts).toMatchObject({ subjects: 2, applied: 2 });
  expect(genreOf(files, title)).toEqual(['Folk']);
});

test('what is taken back while others are written is not written', async () => {
  const { earmark, sink, tag } = await house({ bands: { auto: 1, review: 0.1 } });
  const { acceptAll, answer, list } = earmark.reviews;
  await earmark.run(tag()).done;
  expect(await acceptAll({}, 'me')).toHaveLength(3);
  const takeBackOthers = tap<Decided>(async ({ approved }) => {
    for (const { decision } of await list({ status: 'accepted' }))
      if (!approved.has(decision)) await answer(decision, { status: 'rejected', by: 'me' });
  });
  await earmark.run(reviewed().pipe(takeBackOthers).pipe(apply())).done;
  expect(sink.writes).toHaveLength(1);
});

test('of two answers about one field only the last one is written, whichever kind it is', async () => {
  const { earmark, files, sink, say, idOf, write } = await doubtful();
  const { answer } = earmark.reviews;
  await answer(await idOf('Folk'), { status: 'edited', edited: ['Soul'], by: 'me' });
  await say('Jazz', 0.85);
  await answer(await idOf('Jazz'), { status: 'accepted', by: 'me' });
  await write();
  expect(genreOf(files, title)).toEqual(['Jazz']);
  expect(sink.writes).toEqual([`music:${title}`]);
});

test('a series and its part are written in one change, in whichever order they were accepted', async () => {
  const policy: Policy = {
    spec: 1,
    kind: 'policy',
    name: 'books',
    fields: ['seriespart', 'series'],
    propose: ({ subject }) =>
      subject.title === title
        ? [
            { field: 'seriespart', after: ['1'], belief: 0.85, reasons: [] },
            { field: 'series', after: ['Saga'], belief: 0.85, reasons: [] },
          ]
        : [],
  };
  const { earmark, files, write } = await doubtful({ policies: [policy] });
  for (const field of ['seriespart', 'series']) await earmark.reviews.acceptAll({ field }, 'anna');
  expect((await write()).counts).toMatchObject({ applied: 1 });
  expect(files.get(`music:${title}`)).toMatchObject({ series: ['Saga'], seriespart: ['1'] });
});
