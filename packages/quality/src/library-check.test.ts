import { expect, test } from 'vitest';
import { type AlbumSketch, catalogueOf, checked, collect } from './__tests__/albums.ts';
import { compareIssues, createLibraryCheck, kindNames } from './index.ts';

test('tidy albums have no issue and full health', async () => {
  const albums: readonly AlbumSketch[] = [
    {},
    { tracks: 1 },
    { artist: 'Sigur Rós', title: '( )' },
    { artist: 'Кино', title: 'Группа крови' },
    { artist: '!!!', title: 'Louden Up Now', tracks: 9 },
    { artist: 'Tyler, The Creator', title: 'IGOR' },
    { artist: 'あのバンド', title: '春　夏' },
    { artist: 'גן', title: 'שיר\u200f!' },
    { artist: 'AC/DC', title: 'Rock & Roll; Part 1 / 2' },
    { all: { date: ['1971-06-22'], genre: ['Rock', 'Folk, World, & Country'] } },
    {
      kind: 'book',
      all: { narrator: ['A Voice'] },
      files: { 0: { fields: { title: ['Track 1'] } } },
    },
    {
      artist: 'Various Artists',
      all: { compilation: ['1'] },
      files: {
        0: { fields: { artist: ['One'], date: ['1980'] } },
        1: { fields: { artist: ['Two'] } },
      },
    },
    { files: { 0: { fields: { date: ['1998-03-01'] } } } },
  ];
  const isGenre = (label: string) => ['Jazz', 'Rock', 'Folk, World, & Country'].includes(label);
  const { issues, health } = await checked(albums, { isGenre });
  expect(issues).toEqual([]);
  expect(health).toMatchObject({ score: 100, albums: 13, worst: [] });
});

/** Each flaw alone in an album that is tidy otherwise gives its kind, once, and no other. */
const flaws: readonly (readonly [string, AlbumSketch, string])[] = [
  [
    'broken-file',
    {
      files: {
        2: { fields: {}, fault: { code: 'malformed', message: '/mnt/a/03.flac: no header' } },
      },
      all: { tracktotal: [] },
    },
    '03.flac: no header',
  ],
  ['unsafe-tags', { files: { 1: { complete: false } } }, '02.flac'],
  ['odd-duration', { files: { 1: { durationSeconds: 0 } } }, 'no sound in 02.flac'],
  ['mojibake', { all: { albumartist: ['BeyoncÃ©'], artist: ['Beyoncé'] } }, 'BeyoncÃ©'],
  ['control-characters', { files: { 0: { fields: { title: ['Ri\u0007ver'] } } } }, 'Ri\\u0007ver'],
  ['untidy-spaces', { files: { 0: { fields: { title: ['River  Deep '] } } } }, '"River  Deep "'],
  ['html-entities', { all: { label: ['This &amp; That'] } }, 'in all 4 files'],
  ['joined-values', { all: { genre: ['Rock; Pop'] } }, 'Rock; Pop'],
  ['placeholder', { all: { artist: ['Unknown Artist'] } }, 'Unknown Artist'],
  [
    'all-caps',
    {
      files: Object.fromEntries(
        [0, 1, 2, 3].map((at) => [at, { fields: { title: [`LOUD SONG ${at}`] } }]),
      ),
    },
    'LOUD SONG',
  ],
  ['missing-field', { all: { genre: [] } }, 'no genre in all 4 files'],
  [
    'missing-tracks',
    { files: { 3: { fields: { track: ['7'] } } }, all: { tracktotal: ['7'] } },
    '3 tracks missing: 4, 5, 6',
  ],
  [
    'duplicate-tracks',
    { files: { 3: { fields: { track: ['3'] } } }, all: { tracktotal: [] } },
    '3 (03.flac, 04.flac)',
  ],
  [
    'wrong-totals',
    { files: { 3: { fields: { tracktotal: ['12'] } } } },
    '4 tracks, but the tags say 4 and 12',
  ],
  ['mixed-values', { files: { 3: { fields: { date: ['2004'] } } } }, '"1998" in 3, "2004" in 1'],
  ['placeholder-genre', { all: { genre: ['Other'] } }, 'says nothing'],
  ['unknown-genre', { all: { genre: ['Jazz', 'Blorp'] } }, 'Blorp'],
  [
    'many-genres',
    { all: { genre: ['Jazz', 'Rock', 'Pop', 'Folk', 'Soul', 'Funk', 'Punk'] } },
    '7 genres',
  ],
  ['missing-art', { files: { 0: { pictures: 0 } } }, '01.flac'],
];
const isGenre = (label: string) =>
  ['Jazz', 'Rock', 'Pop', 'Folk', 'Soul', 'Funk', 'Punk'].includes(label);

test.each(flaws)('%s is found, and nothing else is', async (kind, album, evidence) => {
  const { issues, health } = await checked([{}, album], { isGenre });
  const expected = kind === 'broken-file' ? ['broken-file', 'missing-tracks'] : [kind];
  expect(issues.map((issue) => issue.kind)).toEqual(expected);
  expect(issues[0]).toMatchObject({
    subject: 'album-1',
    evidence: expect.stringContaining(evidence),
  });
  expect(issues[0]?.evidence).not.toContain('/mnt/');
  expect(health.score).toBeLessThan(100);
  expect(health.counts).toMatchObject({ [kind]: 1 });
});

test('a look at the sound of each file is an error of that file, and none where the kind is not wanted', async () => {
  const asked: string[] = [];
  const inspect = async (target: string) => {
    asked.push(target);
    return target.endsWith('02.flac') ? 'its sound ends at 1:00 of 3:20' : undefined;
  };
  const { issues } = await checked([{ tracks: 12 }], { inspect });
  expect(asked).toHaveLength(12);
  expect(issues).toMatchObject([
    {
      kind: 'damaged-sound',
      severity: 'error',
      target: expect.stringMatching(/02\.flac$/),
      evidence: '02.flac: its sound ends at 1:00 of 3:20',
    },
  ]);
  const others = await checked([{ tracks: 12 }], { inspect, kinds: ['mojibake'] });
  expect([others.issues, asked.length]).toEqual([[], 12]);
});

test('untagged discs in folders of their own are no double tracks', async () => {
  const disc = (number: number) => (at: number) => ({
    path: `Both/CD${number}/0${at + 1}.flac`,
    fields: { track: [String(at + 1)], tracktotal: [] },
  });
  const files = Object.fromEntries(
    [...[0, 1, 2].map(disc(1)), ...[0, 1, 2].map(disc(2))].map((file, at) => [at, file]),
  );
  const { issues } = await checked([{ tracks: 6, folder: 'Both', files }]);
  expect(issues.map(({ kind }) => kind)).not.toContain('duplicate-tracks');
});

test('every kind is tried here or among the checks that compare albums', () => {
  const tried = new Set([
    ...flaws.map(([kind]) => kind),
    'damaged-sound',
    'artist-spelling',
    'duplicate-album',
    'odd-genres',
  ]);
  expect(kindNames.filter((kind) => !tried.has(kind))).toEqual([]);
});

test('an artist who is spelled differently elsewhere gets the spelling of most files', async () => {
  const { issues } = await checked([
    { artist: 'Beyoncé' },
    { artist: 'Beyoncé', tracks: 6 },
    { artist: 'beyonce' },
    { artist: 'Beyond' },
  ]);
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({
    kind: 'artist-spelling',
    subject: 'album-2',
    evidence: 'the artist "beyonce" is "Beyoncé" in 10 other files',
  });
  expect(issues[0]?.fix?.changes).toHaveLength(8);
  expect(issues[0]?.fix?.changes[0]).toMatchObject({ before: ['beyonce'], after: ['Beyoncé'] });
});

test('with as many files of one spelling as of the other nobody knows which is right', async () => {
  const { issues } = await checked([{ artist: 'The Cure' }, { artist: 'Cure' }]);
  expect(issues).toHaveLength(1);
  expect(issues[0]?.fix).toBeUndefined();
});

test('an album with genres unlike all others of its artist is odd, where those agree', async () => {
  const by = (artist: string, genre: string, title: string) => ({
    artist,
    title,
    all: { genre: [genre] },
  });
  const { issues } = await checked([
    by('Miles', 'Jazz', 'One'),
    by('Miles', 'Jazz', 'Two'),
    by('Miles', 'Jazz', 'Three'),
    by('Miles', 'Techno', 'Four'),
    ...['Rock', 'Pop', 'Folk', 'Soul'].map((genre) => by('Bowie', genre, genre)),
    ...['Rock', 'Rock', 'Rock', 'Folk'].map((genre, at) => by('Various Artists', genre, `V${at}`)),
    by('Duo', 'Rock', 'A'),
    by('Duo', 'Jazz', 'B'),
  ]);
  expect(issues).toMatchObject([
    {
      kind: 'odd-genres',
      title: 'Miles – Four',
      evidence: expect.stringContaining('3 have "Jazz"'),
    },
  ]);
});

test('the same album twice is found by its title or its tracks, not where the tracks differ', async () => {
  const titles = Object.fromEntries(
    ['Undone', 'Buddy', 'Only', 'Say'].map((title, at) => [at, { fields: { title: [title] } }]),
  );
  const of = { artist: 'Weezer', files: titles };
  const { issues } = await checked([
    { ...of, title: 'Weezer' },
    { artist: 'Weezer', title: 'Weezer', folder: 'Weezer/green' },
    { ...of, title: 'Weezer (Deluxe Edition)', folder: 'Weezer/deluxe' },
    { ...of, title: 'The Blue Album' },
    { ...of, artist: 'A Cover Band', title: 'Weezer' },
  ]);
  // In the order of their folders: the blue one, the one named like the band, the deluxe one.
  expect(issues.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['duplicate-album', 'album-2'],
    ['duplicate-album', 'album-0'],
  ]);
  expect(issues[0]?.evidence).toContain('has the tracks of "Weezer"');
  expect(issues[1]?.evidence).toContain('has the tracks of "The Blue Album"');
});

test('numbers may run on from disc to disc, or start again', async () => {
  const discs = (second: readonly number[]) => ({
    all: { tracktotal: [] },
    files: Object.fromEntries(
      [1, 2, ...second].map((track, at) => [
        at,
        { fields: { disc: [at < 2 ? '1' : '2'], track: [String(track)] } },
      ]),
    ),
  });
  expect((await checked([discs([3, 4]), discs([1, 2])])).kinds).toEqual([]);
  const lost = await checked([discs([2, 4])]);
  expect(lost.issues[0]?.evidence).toBe('2 tracks missing on disc 2: 1, 3');
});

test('a total of all discs is no total of the first, where the next goes on', async () => {
  const set = (second: readonly number[]): AlbumSketch => ({
    all: { tracktotal: ['4'] },
    files: Object.fromEntries(
      [1, 2, ...second].map((track, at) => [
        at,
        { fields: { disc: [at < 2 ? '1' : '2'], track: [String(track)] } },
      ]),
    ),
  });
  expect((await checked([set([3, 4])])).kinds).toEqual([]);
  const lost = await checked([set([1, 2])]);
  expect(lost.issues.map(({ evidence }) => evidence)).toEqual([
    '2 tracks missing on disc 1: 3, 4',
    '2 tracks missing on disc 2: 3, 4',
  ]);
});

test('a whole album that is there twice is one issue', async () => {
  const { issues } = await checked([
    {
      all: { tracktotal: [] },
      files: { 2: { fields: { track: ['1'] } }, 3: { fields: { track: ['2'] } } },
    },
  ]);
  expect(issues.map(({ evidence }) => evidence)).toEqual(['every track is there 2 times']);
});

test('unreadable files in a folder of no album are reported by their folder', async () => {
  const catalogue = await catalogueOf([{}]);
  const file = {
    root: 'music',
    size: 1,
    mtimeNs: '1',
    inode: '1',
    fields: {},
    complete: false,
    pictures: 0,
    chapters: 0,
  };
  const fault = { code: 'malformed', message: 'not a FLAC file' } as const;
  await catalogue.apply({ put: [{ ...file, id: 'x', path: 'junk/a.flac', fault }] });
  const { issues, health } = await collect(
    createLibraryCheck().check({ catalogue, roots: ['music'] }),
  );
  expect(issues).toMatchObject([
    {
      kind: 'broken-file',
      subject: 'folder:music:junk',
      target: 'music:junk/a.flac',
      severity: 'error',
    },
  ]);
  expect(health).toMatchObject({ files: 5, score: 80 });
  const one = createLibraryCheck().check({ catalogue, roots: ['music'], below: 'junk/a.flac' });
  expect((await collect(one)).kinds).toEqual(['broken-file']);
});

test('a folder below the root is looked at alone', async () => {
  const catalogue = await catalogueOf([
    { folder: 'a/b', all: { genre: [] } },
    { folder: 'c', all: { genre: [] } },
  ]);
  const below = await collect(
    createLibraryCheck().check({ catalogue, roots: ['music'], below: 'a' }),
  );
  expect(below.issues.map(({ subject }) => subject)).toEqual(['album-0']);
  expect(below.health.albums).toBe(1);
});

test('an album artist is missed only where artists differ, a number only where there are several files', async () => {
  const bare = { albumartist: [], track: [], tracktotal: [], album: [] };
  const several = { files: { 0: { fields: { artist: ['Somebody Else'] } } } };
  const { issues } = await checked([
    { all: { albumartist: [] } },
    { all: { albumartist: [] }, ...several },
    { tracks: 1, all: bare },
  ]);
  expect(issues.map(({ subject, field }) => [subject, field])).toEqual([
    ['album-1', 'albumartist'],
  ]);
});

test('a limit ends after so many albums, and health speaks of these', async () => {
  const catalogue = await catalogueOf([{}, {}, {}]);
  const check = createLibraryCheck().check({ catalogue, roots: ['music'], limit: 2 });
  expect((await collect(check)).health.albums).toBe(2);
});

test('issues have the same ids in every run, so that two runs can be compared', async () => {
  const before = await checked([{ all: { genre: [] } }, { all: { date: [] } }]);
  const after = await checked([{ all: { genre: [] } }, { all: { title: [] } }]);
  const ids = ({ issues }: typeof before) => issues.map(({ id }) => id);
  const { fresh, gone } = compareIssues(ids(before), ids(after));
  expect([fresh, gone]).toEqual([[ids(after)[1]], [ids(before)[1]]]);
});

test('chosen kinds only, in the score too', async () => {
  const albums = [{ all: { genre: [] }, files: { 0: { pictures: 0 } } }];
  const { kinds, health } = await checked(albums, { kinds: ['missing-art'] });
  expect(kinds).toEqual(['missing-art']);
  expect(health.score).toBe(98.8);
});

test('an album loses the points of a kind once, however many issues it has of it', async () => {
  const one = await checked([{ all: { title: [' x '], artist: [' y '], album: [' z '] } }]);
  expect(one.kinds.filter((kind) => kind === 'untidy-spaces')).toHaveLength(3);
  expect(one.health.score).toBe(97);
  const ruin = await checked([
    {
      files: Object.fromEntries(
        [0, 1, 2, 3].map((at) => [at, { durationSeconds: 0, pictures: 0, complete: false }]),
      ),
      all: { title: [], artist: [], album: [], date: [], genre: [], track: [] },
    },
  ]);
  expect(ruin.health.score).toBe(0);
});

test('subjects of any origin are checked without what they do not know', async () => {
  const targets = [
    { sink: 'abs', id: 'item-1', fields: { album: ['Dune'], artist: ['Herbert '] } },
  ];
  const subject = { kind: 'book', id: 'b', title: 'Dune', creators: ['Herbert'], targets } as const;
  const { kinds } = await collect(createLibraryCheck().check({ subjects: [subject] }));
  expect(kinds).toEqual(['untidy-spaces', 'missing-field', 'missing-field']);
});

test('wrong options are refused with what is known', () => {
  expect(() => createLibraryCheck({ maxGenres: 0 })).toThrowError(/maxGenres/);
  expect(() => createLibraryCheck({ kinds: JSON.parse('["nothing"]') })).toThrowError(
    /broken-file/,
  );
});
