import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { docsFile, genreDocs } from '../../../../scripts/genre-docs.ts';
import { keyOf } from '../text/key.ts';
import { lexicon, vocabulary } from './index.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const text = z.string().min(1).max(60);
const names = z.array(text).min(1);

const genreFile = z.array(
  z.strictObject({
    name: text,
    parents: z.array(text),
    aliases: names.optional(),
    family: z.literal(true).optional(),
    quality: z.literal(true).optional(),
  }),
);
const folder = new URL('genres/', import.meta.url);
const files = readdirSync(folder);
const written = files.flatMap((file) => genreFile.parse(read(`genres/${file}`)));

describe('the genre files', () => {
  it('are all read, and hold at least a thousand genres', () => {
    expect(vocabulary.entries).toHaveLength(written.length);
    expect(written.length).toBeGreaterThanOrEqual(1400);
  });

  it('have no orphan: every genre hangs on a family, and every parent exists', () => {
    const orphans = written.filter(
      ({ name, parents, family, quality }) =>
        parents.some((parent) => vocabulary.get(parent) === undefined) ||
        (!family && !quality && parents.length > 0 && vocabulary.families(name).length === 0),
    );
    expect(orphans).toEqual([]);
  });

  it('have no circle', () => {
    for (const { name, parents } of written) {
      const above = parents.flatMap((parent) => [parent, ...vocabulary.ancestors(parent)]);
      expect(above).not.toContain(name);
    }
  });

  it('have the family that a name ends with above it: Christian Rock is rock', () => {
    const families = vocabulary.entries.filter(({ family }) => family);
    const missing = vocabulary.entries.flatMap(({ name }) =>
      families
        .filter((family) => name.endsWith(` ${family.name}`))
        .filter((family) => !vocabulary.ancestors(name).includes(family.name))
        .map(() => name),
    );
    expect(missing.toSorted()).toEqual(Object.values(otherThanTheirNames).flat().toSorted());
  });

  it('say every spelling once', () => {
    const owners = new Map<string, string>();
    const twice: string[] = [];
    for (const { name, aliases = [] } of written) {
      for (const label of [name, ...aliases]) {
        const key = keyOf(label);
        if (owners.has(key)) twice.push(`${label}: ${owners.get(key)} and ${name}`);
        owners.set(key, name);
      }
    }
    expect(twice).toEqual([]);
  });

  it('write names in title case, without spaces at their ends', () => {
    const small = /^(d'Autore|and|of|the|in|n|de|do|da|du|es|con|dos|von|y)$/;
    const odd = written.filter(({ name }) =>
      name
        .split(' ')
        .some(
          (word, at) => word === '' || (/^\p{Ll}/u.test(word) && (at === 0 || !small.test(word))),
        ),
    );
    expect(odd.map(({ name }) => name)).toEqual([]);
  });
});

describe('the other data', () => {
  it('has 200 mapping rules and more, into genres that exist', () => {
    const rules = z.record(text, names).parse(read('rules.json'));
    expect(Object.keys(rules).length).toBeGreaterThanOrEqual(200);
    expect(unknownIn(Object.values(rules).flat())).toEqual([]);
  });

  it('has modifiers, labels and title words that bring genres that exist', () => {
    const modifiers = z
      .array(z.strictObject({ word: text, adds: z.array(text) }))
      .parse(read('modifiers.json'));
    const labels = z.record(text, names).parse(read('labels.json'));
    const titles = z
      .array(z.strictObject({ words: names, genres: names }))
      .parse(read('title-words.json'));
    const brought = [
      ...modifiers.flatMap(({ adds }) => adds),
      ...Object.values(labels).flat(),
      ...titles.flatMap(({ genres }) => genres),
    ];
    expect(unknownIn(brought)).toEqual([]);
  });

  it('reads words of several meanings as they stand alone first, beside genres that exist', () => {
    const reading = z.strictObject({
      genre: text,
      beside: names,
      ofPlaces: z.literal(true).optional(),
    });
    const readings = z.record(text, z.array(reading).min(2)).parse(read('readings.json'));
    const named = Object.values(readings)
      .flat()
      .flatMap(({ genre, beside }) => [genre, ...beside]);
    expect(unknownIn(named)).toEqual([]);
    for (const [word, [alone]] of Object.entries(readings))
      expect(vocabulary.find(word)?.name).toBe(alone?.genre);
  });

  it('dates genres that exist, none before what it was made of but for the forerunners that are known', () => {
    const eras = z.record(text, z.int().min(1900).max(2026)).parse(read('eras.json'));
    expect(unknownIn(Object.keys(eras))).toEqual([]);
    const older = Object.entries(eras).flatMap(([genre, year]) =>
      vocabulary.ancestors(genre).some((above) => (eras[above] ?? 0) > year) ? [genre] : [],
    );
    expect(older.toSorted()).toEqual([
      'Cadence-lypso',
      'Idol Pop',
      'Kayōkyoku',
      'Proto-Punk',
      'Synth-Pop',
    ]);
  });

  it('has regions, refused labels and 192 names of ID3v1', () => {
    z.array(z.strictObject({ name: text, words: z.array(text) })).parse(read('regions.json'));
    const kinds = z.enum(['mood', 'place', 'decade', 'noise']);
    z.record(kinds, names).parse(read('refused.json'));
    expect(z.array(text).parse(read('id3v1.json'))).toHaveLength(192);
  });

  it('refuses nothing that is also the name of a genre', () => {
    const both = [...lexicon.refused.keys()].filter((key) => vocabulary.byKey(key));
    expect(both).toEqual([]);
  });
});

describe('docs/genres.md', () => {
  it('is what the data says today: run scripts/genre-docs.ts after a change', () => {
    expect(readFileSync(docsFile, 'utf8')).toBe(genreDocs());
  });
});

/** Genres that are not of the family that their name ends with, by why. */
const otherThanTheirNames = {
  'the rock of their names is a dance or a mood, the music is reggae and punta': [
    'Lovers Rock',
    'Punta Rock',
  ],
  'kinds of electronic music, after the funk that they sample': ['Future Funk', 'Liquid Funk'],
  'the blues in its name is long gone: soul, funk and contemporary R&B lie below it': [
    'Rhythm and Blues',
  ],
  'art musics of their own, while the family is that of the West': [
    'Andalusian Classical',
    'Arabic Classical',
    'Indian Classical',
    'Ottoman Classical',
    'Persian Classical',
    'Thai Classical',
  ],
};

function unknownIn(genres: readonly string[]): readonly string[] {
  return genres.filter((genre) => vocabulary.get(genre) === undefined);
}
