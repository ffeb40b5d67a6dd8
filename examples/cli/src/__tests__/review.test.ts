import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
/** Decision by album, of what waits. */
const waiting = new Map<string, string>();

beforeAll(async () => {
  house = await createHouse(5);
  // Nothing is ever sure to 100 %: all of it waits for a person.
  const tagged = await house.earmark(['tag', house.music, '--confidence', '100', '--json']);
  if (tagged.code !== 0) throw new Error(tagged.stderr);
  for (const { title, decision } of await review('list'))
    waiting.set(/Album \d/.exec(String(title))?.[0] ?? '', String(decision));
});
afterAll(() => house[Symbol.asyncDispose]());

const review = async (...words: readonly string[]) =>
  jsonLines(await house.earmark(['review', ...words, '--json']));
const idOf = (album: string) => waiting.get(album) ?? '';
async function genresOf(album: number) {
  const format = album % 2 === 0 ? 'mp3' : 'flac';
  const path = `${house.music}/Artist ${album}/Album ${album}/01.${format}`;
  const [shown] = jsonLines(await house.earmark(['tags', 'show', path, '--json']));
  const { fields } = shown as { readonly fields: { readonly genre: readonly string[] } };
  return fields.genre;
}

test('the list is filtered by words, confidence, band and length', async () => {
  expect(waiting.size).toBe(5);
  expect(await review('list', '--text', 'album 3')).toHaveLength(1);
  expect(await review('list', '--above', '99')).toHaveLength(5);
  expect(await review('list', '--below', '99')).toEqual([]);
  expect(await review('list', '--band', 'manual')).toEqual([]);
  expect(await review('list', '--field', 'mood')).toEqual([]);
  expect(await review('list', '--limit', '2')).toHaveLength(2);
  const wrong = await house.earmark(['review', 'list', '--band', 'maybe']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--band')]);
});

test('what was rejected is kept with its reason and never proposed again', async () => {
  const id = idOf('Album 0');
  await house.earmark(['review', 'reject', id.slice(0, 8), '--reason', 'no jazz at all']);
  expect(await review('list', '--status', 'rejected')).toMatchObject([
    { decision: id, reason: 'no jazz at all' },
  ]);
  const again = jsonLines(
    await house.earmark(['tag', house.music, '--album', 'Artist 0,Album 0', '--dry-run', '--json']),
  );
  expect(again.filter(({ event }) => event === 'decision-made')).toEqual([]);
});

test('a decision is meant by the beginning of its id, where that is enough to tell it', async () => {
  const id = idOf('Album 4');
  const shown = await house.earmark(['review', 'show', id.slice(0, 8)]);
  expect(shown.stdout).toContain('Album 4');
  for (const unknown of [id.slice(0, 3), 'ffffffff', 'zebra']) {
    const refused = await house.earmark(['review', 'show', unknown]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining(`Unknown decision "${unknown}"`),
    ]);
  }
});

test('an edit is written as it was typed', async () => {
  const edited = await house.earmark(['review', 'edit', idOf('Album 1'), 'Dub; Ska']);
  expect(edited.stdout).toContain('5 files written, 0 failed');
  expect(await genresOf(1)).toEqual(['Dub', 'Ska']);
  expect(await review('list', '--status', 'applied')).toMatchObject([{ edited: ['Dub', 'Ska'] }]);
  const nothing = await house.earmark(['review', 'edit', idOf('Album 2'), ' ; ']);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('reject')]);
});

test('a locked field leaves the queue, and no yes to all of them touches it', async () => {
  const locked = await house.earmark(['review', 'lock', idOf('Album 2')]);
  expect(locked.stdout).toContain('genre of Artist 2 – Album 2 is locked');
  const accepted = await house.earmark(['review', 'accept', '--all', '--above', '99']);
  expect(accepted.stdout).toContain('2 accepted');
  expect(accepted.stdout).toContain('10 files written, 0 failed');
  expect(await genresOf(2)).toEqual(['Other']);
  expect(await genresOf(3)).not.toEqual(['Other']);
  expect(await review('list')).toEqual([]);
});

test('what was locked is not proposed again, and an unlock brings it back', async () => {
  const args = ['tag', house.music, '--album', 'Artist 2,Album 2', '--dry-run', '--json'];
  const proposed = async () =>
    jsonLines(await house.earmark(args)).filter(({ event }) => event === 'decision-made').length;
  expect(await review('list', '--status', 'locked')).toMatchObject([{ decision: idOf('Album 2') }]);
  expect(await review('locks')).toMatchObject([{ field: 'genre', title: 'Artist 2 – Album 2' }]);
  expect(await proposed()).toBe(0);
  const unlocked = await house.earmark(['review', 'unlock', idOf('Album 2')]);
  expect(unlocked.stdout).toContain('genre of Artist 2 – Album 2 is open again');
  expect(await review('list')).toMatchObject([{ decision: idOf('Album 2'), field: 'genre' }]);
  expect(await proposed()).toBe(1);
  expect((await house.earmark(['review', 'accept', idOf('Album 2')])).stdout).toContain(
    '5 files written',
  );
});

test('accept without saying which is a mistake that says what to do', async () => {
  const ended = await house.earmark(['review', 'accept']);
  expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--all')]);
});
