import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
const album = '/api/albums/default-0';
beforeAll(async () => {
  house = await createHouse({ albums: { default: ['An album'] } });
  ({ key } = await house.setUp());
  const { journal } = await house.earmark.store();
  await journal.saveDecisions([
    {
      run: 'r',
      at: 1,
      title: 'Band – An album',
      decision: {
        id: 'd',
        subject: 'default-0',
        field: 'genre',
        before: [],
        after: ['Rock'],
        belief: 1,
        confidence: 1,
        band: 'auto',
        reasons: [],
        silent: [],
        matches: [
          { source: 'memory', id: 'm1', title: 'An album', creators: ['Band'], score: 0.9 },
        ],
      },
    },
  ]);
});
afterAll(() => house.close());

const evidence = async () =>
  (await (await house.ask(`${album}/evidence?account=default`, { key })).json()) as {
    readonly decisions: { readonly items: readonly { readonly matches?: unknown }[] };
    readonly pinned: object;
    readonly sources: readonly string[];
  };

test('the evidence says which release a decision rests on', async () => {
  const { decisions, sources } = await evidence();
  expect(decisions.items[0]?.matches).toMatchObject([{ source: 'memory', id: 'm1', score: 0.9 }]);
  expect(sources).toEqual(['memory']);
});

test('another release is chosen by its address, and the choice can be taken back', async () => {
  const body = { source: 'memory', release: 'https://memory.example/release/42-Name' };
  const chosen = await house.ask(`${album}/match?account=default`, { key, method: 'PUT', body });
  expect(await chosen.json()).toEqual({ source: 'memory', id: '42' });
  expect(await evidence()).toMatchObject({ pinned: { memory: '42' } });
  const gone = await house.ask(`${album}/match/memory?account=default`, { key, method: 'DELETE' });
  expect(gone.status).toBe(204);
  expect((await evidence()).pinned).toEqual({});
});

test('what leads elsewhere is no id, and a source that is not here is said', async () => {
  const choose = async (body: object) => {
    const answer = await house.ask(`${album}/match?account=default`, { key, method: 'PUT', body });
    return [answer.status, ((await answer.json()) as { readonly detail: string }).detail];
  };
  expect(await choose({ source: 'memory', release: '../../me' })).toEqual([
    400,
    expect.stringContaining('neither an id nor an address'),
  ]);
  expect(await choose({ release: 'https://other.example/1' })).toEqual([
    400,
    expect.stringContaining('Sources here: memory'),
  ]);
});
