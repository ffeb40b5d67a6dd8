import { createEarmark, createMemoryStore, type Review, type Source } from '@earmark/core';
import { expect, test } from 'vitest';
import { cellsOf } from '../output/cells.ts';
import { reviewInteractively } from './interactive.ts';
import type { Terminal } from './terminal.ts';

const confidences = [0.94, 0.91, 0.87, 0.6];

/** Lists two pressings of whatever it is asked for. */
const catalog: Source = {
  spec: 1,
  kind: 'source',
  name: 'catalog',
  hosts: { 'catalog.example': { requests: 1, perMs: 1 } },
  answers: ['album'],
  find: async ({ title, creators }) => [
    { id: `${title}-1`, title, creators, year: 1994, claims: [] },
    { id: `${title}-2`, title, creators, year: 2004, country: 'DE', claims: [] },
  ],
};

/** Four albums that wait, and a person who types: a key, or `=text` where a line is asked for. */
async function sit(typed: readonly string[], width = 80) {
  const earmark = await createEarmark({ store: createMemoryStore(), sources: [catalog] });
  const { reviews, journal } = await earmark.store();
  for (const [number, confidence] of confidences.entries()) {
    const [id, title] = [`album-${number}`, `Album ${number}`];
    await journal.saveSubject({ kind: 'album', id, title, creators: ['Árið'], targets: [] });
    await reviews.queue({
      decision: `d${number}`,
      subject: `album-${number}`,
      title: `Árið – Album ${number} 日本`,
      field: 'genre',
      before: ['Rock', 'Other'],
      after: ['Rock', 'Post-Punk'],
      confidence,
      band: confidence < 0.8 ? 'manual' : 'review',
      queuedAt: number,
      status: 'pending',
    });
  }
  const script = [...typed];
  const said: string[] = [];
  const next = () => script.shift() ?? 'interrupt';
  const terminal: Terminal = {
    width,
    say: (text) => void said.push(text),
    key: async () => next(),
    async ask(question, initial) {
      said.push(`${question} [${initial ?? ''}]`);
      const line = next();
      return line.startsWith('=') ? line.slice(1) : undefined;
    },
    close() {},
  };
  const end = await reviewInteractively(earmark, terminal, 'me');
  const after = new Map<string, Review>(
    (await reviews.list()).map((review) => [review.decision, review]),
  );
  const status = (decision: string) => after.get(decision)?.status;
  return { end, earmark, after, status, screen: said.join('\n'), left: script };
}

test('yes, no with a reason, something else, locked, later: each key means what it says', async () => {
  const { end, after, status, earmark } = await sit([
    'y',
    'n',
    '=a box set',
    'e',
    '=Ska; Dub',
    'l',
    'q',
  ]);
  expect(end).toMatchObject({ accepted: true, interrupted: false });
  expect(status('d0')).toBe('accepted');
  expect(after.get('d1')).toMatchObject({ status: 'rejected', reason: 'a box set', by: 'me' });
  expect(after.get('d2')).toMatchObject({ status: 'edited', edited: ['Ska', 'Dub'] });
  expect(status('d3')).toBe('locked');
  expect(await (await earmark.store()).reviews.locked('album-3')).toEqual(['genre']);
});

test('back takes the last answer back whole; going back from a line leaves the question open', async () => {
  const { status, end } = await sit(['y', 'b', 's', 'n', 'escape', 'e', 'escape', 'x', 'q']);
  expect(end.accepted).toBe(false);
  expect([status('d0'), status('d1')]).toEqual(['pending', 'pending']);
});

test('the last one can be taken back, too', async () => {
  const { status } = await sit(['s', 's', 's', 'y', 'b', 'n', '=', 'q']);
  expect(status('d3')).toBe('rejected');
});

test('a yes to all from a confidence on shows what it would do, and wants a yes of its own', async () => {
  const { status, screen } = await sit(['a', '=90', 'n', 'a', '=90', 'y', 'q']);
  expect(screen).toContain('Yes to all 2? y / n');
  expect(screen).toContain('nothing was accepted');
  expect(screen).toContain('Rock; [-Other-] → Rock; {+Post-Punk+}');
  expect([0, 1, 2].map((number) => status(`d${number}`))).toEqual([
    'accepted',
    'accepted',
    'pending',
  ]);
});

test('Enter takes the confidence that is proposed, which is that of the album in hand', async () => {
  const { status, screen } = await sit(['a', '=', 'y', 'q']);
  expect(screen).toMatch(/Enter: \d+/);
  expect(status('d0')).toBe('accepted');
  expect(status('d2')).toBe('pending');
});

test('a filter narrows what is asked; what cannot be understood is said and asked again', async () => {
  const { status, screen } = await sit(['/', '=above=often', '/', '=band=manual', 'y', 'q']);
  expect(screen).toContain('percentage');
  expect(screen).toContain('1 of 1');
  expect([status('d0'), status('d3')]).toEqual(['pending', 'accepted']);
});

test('another release is chosen by its number, from a search with other words, or by its address', async () => {
  const { earmark, screen, end } = await sit([
    ...['m', '=2'],
    ...['m', '=Björk – Debut', '=1'],
    ...['m', '=https://catalog.example/release/77', 'q'],
  ]);
  const { reviews } = await earmark.store();
  expect(screen).toContain('2  catalog: Árið – Album 0, 2004, DE');
  expect(screen).toContain('1  catalog: Björk – Debut, 1994');
  expect(await reviews.pinned('album-0')).toEqual({ catalog: 'Album 0-2' });
  expect(await reviews.pinned('album-1')).toEqual({ catalog: 'Debut-1' });
  expect(await reviews.pinned('album-2')).toEqual({ catalog: '77' });
  expect(end.matched).toEqual(['album-0', 'album-1', 'album-2']);
});

test('a choice of a release is taken back whole, and Escape chooses none', async () => {
  const { earmark, end, status } = await sit(['m', '=1', 'b', 'm', 'escape', 'q']);
  expect(await (await earmark.store()).reviews.pinned('album-0')).toEqual({});
  expect([end.matched, status('d0')]).toEqual([[], 'pending']);
});

test('Ctrl-C in the middle keeps what was answered', async () => {
  const { end, status } = await sit(['y', 'interrupt']);
  expect(end).toMatchObject({ accepted: true, interrupted: true });
  expect([status('d0'), status('d1')]).toEqual(['accepted', 'pending']);
});

test('nothing is wider than a narrow terminal, wide characters and long words included', async () => {
  const { screen } = await sit(['?', 'a', '=10', 'n', 'q'], 30);
  const lines = screen.split('\n').filter((line) => !line.includes('['));
  expect(lines.filter((line) => cellsOf(line) > 30)).toEqual([]);
});
