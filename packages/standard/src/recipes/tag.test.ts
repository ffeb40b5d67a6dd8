import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Claim, createEarmark, createMemoryStore, type Source } from '@earmark/core';
import { createContextHints, createGenrePolicy } from '@earmark/genres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSink } from '../compose.ts';
import { setFields } from '../set-fields.ts';
import { scanRecipe } from './scan.ts';
import { tagRecipe } from './tag.ts';

/*
 * Made libraries, from a seed: artists with several albums, whose tags of today are right, odd or missing, and two
 * sources that know most of them. Whatever the library: tagging it again changes nothing, and what is decided
 * depends neither on the order of the folders nor on what was scanned before.
 */
const tone = new URL('../../../../examples/cli/demo/fixtures/tone.mp3', import.meta.url);
const seeds = process.env.EARMARK_SOAK === '1' ? 40 : 1;
const genres = [
  'Techno',
  'Dub',
  'Jazz',
  'Bebop',
  'Punk',
  'Ska',
  'Folk',
  'Shoegaze',
  'Rock',
  'Soul',
];
/** Most of what is decided is written, so that there is much to be mistaken for evidence. */
const written = 0.3;
const today = [[], ['rock'], ['Rock; Pop'], ['trip-hop'], ['JAZZ'], ['Other'], ['electronica']];

interface MadeAlbum {
  readonly artist: string;
  readonly title: string;
  readonly genre: readonly string[];
  readonly known: Readonly<Record<string, readonly Claim[]>>;
}

/** Park and Miller's: the same numbers for a seed, everywhere. */
function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((each) => ({ each, at: next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ each }) => each);
  return { next, pick, shuffled };
}
type Random = ReturnType<typeof randomOf>;

function madeAlbums({ next, pick, shuffled }: Random): readonly MadeAlbum[] {
  const claims = () =>
    next() < 0.25
      ? []
      : shuffled(genres)
          .slice(0, 1 + Math.floor(next() * 3))
          .map((value) => ({
            field: 'genre',
            value,
            strength: 0.2 + 0.8 * next(),
            level: 'release-group' as const,
          }));
  return ['Aurora', 'Basalt', 'Cinder'].flatMap((artist) =>
    ['Dawn', 'Ember', 'Frost'].map((word) => ({
      artist,
      title: `${word} of ${artist}`,
      genre: pick(today),
      known: { one: claims(), two: claims() },
    })),
  );
}

const sourceOf = (name: string, albums: readonly MadeAlbum[]): Source => ({
  spec: 1,
  kind: 'source',
  name,
  answers: ['album'],
  find: async ({ title }) => {
    const album = albums.find((each) => each.title === title);
    const claims = album?.known[name] ?? [];
    if (album === undefined || claims.length === 0) return [];
    return [{ id: title, title, creators: [album.artist], claims }];
  },
});

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'earmark-tag-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** Each album in a folder of its own, with its tags of today. */
async function write(albums: readonly MadeAlbum[], to: string): Promise<void> {
  const files = albums.flatMap(({ artist, title, genre }) =>
    ['1', '2'].map((track) => ({
      file: join(to, title, `${track}.mp3`),
      set: { title: [`Song ${track}`], artist: [artist], album: [title], track: [track], genre },
    })),
  );
  for (const { file } of files) {
    await mkdir(join(file, '..'), { recursive: true });
    await copyFile(tone, file);
  }
  const store = createMemoryStore();
  const earmark = await createEarmark({ store, sinks: [await defaultSink()], roots: { to } });
  expect((await setFields(earmark, { roots: { to }, edits: files }).done).outcome).toBe(
    'completed',
  );
  await earmark.close();
}

async function open(albums: readonly MadeAlbum[], music: string) {
  const earmark = await createEarmark({
    store: createMemoryStore(),
    sources: ['one', 'two'].map((name) => sourceOf(name, albums)),
    policies: [createGenrePolicy()],
    hints: [createContextHints()],
    sinks: [await defaultSink()],
    recipes: [tagRecipe, scanRecipe],
    roots: { music },
  });
  const titles = new Map<string, string>();
  earmark.on('subject-found', ({ subject }) => titles.set(subject.id, subject.title));
  const made = new Map<string, string>();
  earmark.on('decision-made', ({ decision: { subject, after, confidence } }) =>
    made.set(titles.get(subject) ?? subject, `${after.join('; ')} at ${confidence.toFixed(6)}`),
  );
  const run = async (recipe: 'tag' | 'scan') =>
    (await earmark.start(recipe, recipe === 'tag' ? { confidence: written } : {})).done;
  /** By title, as the ids of albums differ from state to state. */
  const decided = () => Object.fromEntries([...made].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { earmark, run, decided };
}

describe.each(Array.from({ length: seeds }, (_, at) => at + 1))('library %i', (seed) => {
  const random = randomOf(seed);
  const albums = madeAlbums(random);
  const made = () => join(work, String(seed), 'made');
  /** What a first run decides, and how many files a second one still changes. */
  let first: Record<string, string>;
  let changed: number;
  beforeAll(async () => {
    await write(albums, made());
    const music = join(work, String(seed), 'again');
    await cp(made(), music, { recursive: true });
    const { earmark, run, decided } = await open(albums, music);
    expect((await run('tag')).counts.applied).toBeGreaterThan(0);
    first = decided();
    changed = (await run('tag')).counts.applied ?? 0;
    expect(decided()).toEqual(first);
    await earmark.close();
  });

  test('tagged again changes nothing', () => {
    expect(Object.keys(first).length).toBeGreaterThan(albums.length / 2);
    expect(changed).toBe(0);
  });

  test('is decided the same in any order of its folders', async () => {
    const music = join(work, String(seed), 'shuffled');
    for (const [at, { title }] of random.shuffled(albums).entries())
      await cp(join(made(), title), join(music, String(at + 10), title), { recursive: true });
    const { earmark, run, decided } = await open(albums, music);
    await run('tag');
    expect(decided()).toEqual(first);
    await earmark.close();
  });

  test('is decided the same after a scan', async () => {
    const music = join(work, String(seed), 'scanned');
    await cp(made(), music, { recursive: true });
    const { earmark, run, decided } = await open(albums, music);
    await run('scan');
    await run('tag');
    expect(decided()).toEqual(first);
    await earmark.close();
  });
});
