import { collectIssues } from '@earmark/quality';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse();
  ({ key } = await house.setUp());
});
afterAll(() => house.close());

const get = async (path: string) =>
  (await house.ask(`/api/quality${path}account=anna`, { key })).json();

test('a library that was never checked says so', async () => {
  expect(await get('?')).toMatchObject({ history: [], kinds: expect.any(Array) });
  expect(await get('?')).not.toHaveProperty('last');
  expect(await get('/issues?')).toEqual({ items: [] });
});

test('the last check by kinds, some of its issues, and how the score went', async () => {
  const store = await house.earmark.for('anna').store();
  const collection = collectIssues();
  const issue = { severity: 'warning', subject: 's', title: 'Album', files: 1 } as const;
  collection.add({ ...issue, id: '1', kind: 'mojibake', evidence: 'MÃ¶rder' });
  collection.add({ ...issue, id: '2', kind: 'all-caps', evidence: 'LOUD' });
  const health = { score: 91, albums: 2, files: 20 } as Parameters<
    typeof collection.found
  >[0]['health'];
  const found = collection.found({ at: 5, run: 'r2', health });
  await store.state('quality').set('found', JSON.parse(JSON.stringify(found)));
  const run = (id: string, startedAt: number, counts: Record<string, number>, request = {}) =>
    store.journal
      .startRun({ id, pipeline: 'quality', startedAt, counts, request, host: 'h', pid: 1 })
      .then(() => store.journal.endRun(id, 'completed', counts, startedAt + 1));
  await run('r1', 1, { health: 80, issues: 9 });
  await run('of-a-kind', 2, { health: 99, issues: 1 }, { kinds: ['mojibake'] });
  await run('r2', 3, { health: 91, issues: 2, 'issues-new': 0, 'issues-gone': 7 });

  const quality = (await get('?')) as { readonly kinds: readonly { readonly kind: string }[] };
  expect(quality).toMatchObject({
    last: { run: 'r2', score: 91, albums: 2, files: 20 },
    history: [
      { run: 'r1', score: 80 },
      { run: 'r2', score: 91, fresh: 0, gone: 7 },
    ],
  });
  expect(quality.kinds.find(({ kind }) => kind === 'mojibake')).toMatchObject({
    severity: 'warning',
    issues: 1,
    fixes: 0,
  });
  expect(await get('/issues?kind=all-caps&')).toMatchObject({ items: [{ id: '2' }] });
});
