import { expect, test } from 'vitest';
import type { Candidate, Query } from '../spec.ts';
import { prepare } from './prepare.ts';
import { rank } from './rank.ts';
import { isSameWork } from './same-work.ts';

const album = (
  id: string,
  title: string,
  creator: string,
  aliases?: Candidate['aliases'],
): Candidate => ({
  id,
  title,
  creators: [creator],
  claims: [],
  ...(aliases ? { aliases } : {}),
});
const query = (title: string, creator: string): Query => ({
  kind: 'album',
  title,
  creators: [creator],
});
const scores = (asked: Query, ...candidates: Candidate[]) =>
  rank({ source: 's', weight: 1, query: asked, candidates }).map(
    ({ candidate, score, reasons }) => ({
      id: candidate.id,
      score,
      details: reasons.flatMap(({ detail }) => detail ?? []),
    }),
  );

test.each([
  [
    'Muzai Moratorium',
    'Shiina Ringo',
    album('1', '無罪モラトリアム', '椎名林檎', {
      titles: ['Muzai Moratorium'],
      creators: ['Shiina Ringo', 'Ringo Sheena'],
    }),
  ],
  [
    'The Man-Machine',
    'Kraftwerk',
    album('1', 'Die Mensch-Maschine', 'Kraftwerk', { titles: ['The Man-Machine'] }),
  ],
  [
    'Security',
    'Peter Gabriel',
    album('1', 'Peter Gabriel', 'Peter Gabriel', { titles: ['Security', 'Peter Gabriel 4'] }),
  ],
  [
    'Zombie',
    'Fela Kuti',
    album('1', 'Zombie', 'Fẹlá & Afrika 70', { creators: ['Fela Kuti', 'Fela Anikulapo-Kuti'] }),
  ],
])('%s by %s is found by what it is called elsewhere', (title, creator, candidate) => {
  const [known] = scores(query(title, creator), candidate);
  const { aliases: _aliases, ...stranger } = candidate;
  const [unknown] = scores(query(title, creator), stranger);
  expect(known?.score).toBeGreaterThan(0.9);
  expect(known?.score).toBeGreaterThan(unknown?.score ?? 1);
  expect(known?.details.join()).toContain('also known as');
});

test.each([
  ['Bon Iver', 'Bon Iver', 'Bon Iver, Bon Iver'],
  ['Bon Iver, Bon Iver', 'Bon Iver', 'Bon Iver'],
  [
    'Pulp Fiction (Music from the Motion Picture)',
    'Various Artists',
    'Pulp Fiction: Music From the Motion Picture',
  ],
  ['Pulp Fiction', 'Various Artists', 'Pulp Fiction: Music From the Motion Picture'],
  ['Back in Black', 'ACDC', 'Back in Black', 'AC/DC'],
  ['Animal', 'Kesha', 'Animal', 'Ke$ha'],
  ['Funhouse', 'Pink', 'Funhouse', 'P!nk'],
])('%s by %s is %s', (title, creator, called, other = creator) => {
  const [best] = scores(query(title, creator), album('1', called, other));
  expect(best?.score).toBeGreaterThan(0.6);
});

test('a colon that tells of no kind of work stays part of the name', () => {
  const [best] = scores(
    query('Pulp Fiction', 'X'),
    album('1', 'Pulp Fiction: The Collection', 'X'),
  );
  expect(best?.score).toBeLessThan(0.5);
});

test('the other names of another work make it no match', () => {
  const [best] = scores(
    query('Security', 'Peter Gabriel'),
    album('1', 'Peter Gabriel', 'Peter Gabriel', { titles: ['Scratch', 'Peter Gabriel 2'] }),
  );
  expect(best?.score).toBeLessThan(0.5);
});

test('two sources mean one work where one calls it as the other does elsewhere', () => {
  const native = prepare(
    album('1', '無罪モラトリアム', '椎名林檎', {
      titles: ['Muzai Moratorium'],
      creators: ['Shiina Ringo'],
    }),
    'album',
  );
  const other = (title: string) => prepare(album('2', title, 'Shiina Ringo'), 'album');
  expect(isSameWork(native, other('Muzai Moratorium'))).toBe(true);
  expect(isSameWork(native, other('Shouso Strip'))).toBe(false);
});
