import { expect, test } from 'vitest';
import { house, titles } from '../__tests__/house.ts';

async function catalogued() {
  const made = await house();
  const { catalogue } = await made.earmark.store();
  await catalogue.apply({
    put: titles.map((title, index) => ({
      ...{ id: title, root: 'music', path: title, size: 1, mtimeNs: '7', inode: String(index) },
      ...{ fields: { genre: ['Pop'] }, complete: true, pictures: 0, chapters: 0 },
    })),
  });
  const genre = async (title: string) => (await catalogue.file(title))?.fields.genre;
  return { ...made, catalogue, genre };
}

test('what was written and what was undone is in the catalogue at once, and read again by the next scan', async () => {
  const { earmark, tag, genre, catalogue } = await catalogued();
  const { run } = await earmark.run(tag()).done;
  expect(await genre('Sure One')).toEqual(['Rock']);
  expect(await genre('Unknown Four')).toEqual(['Pop']);
  expect((await catalogue.file('Sure One'))?.mtimeNs).toBe('7');
  await earmark.undo(run).done;
  expect(await genre('Sure One')).toEqual(['Pop']);
  await earmark.close();
});

test('some receipts of a run are undone together, the others stay', async () => {
  const { earmark, tag, genre } = await catalogued();
  const { run } = await earmark.run(tag()).done;
  const { journal } = await earmark.store();
  const receipts = (await journal.receipts({ run })).map(({ id }) => id);
  expect(receipts.length).toBeGreaterThan(1);
  const undone = await earmark.undo(receipts.slice(0, 1)).done;
  expect(undone.counts).toMatchObject({ applied: 1 });
  const left = await Promise.all(['Sure One', 'Sure Two'].map(genre));
  expect(left.filter((values) => values?.[0] === 'Pop')).toHaveLength(1);
  const rest = await earmark.undo(receipts.slice(1)).done;
  expect(rest.counts).toMatchObject({ applied: receipts.length - 1 });
  await earmark.close();
});
