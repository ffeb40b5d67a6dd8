import { describe, expect, it } from 'vitest';
import labels from './__tests__/labels.json' with { type: 'json' };
import names from './data/id3v1.json' with { type: 'json' };
import { genreTree } from './genre-tree.ts';
import { normalizeGenre } from './normalize-genre.ts';

const genresOf = (label: string) => normalizeGenre(label).genres;

describe('normalizeGenre', () => {
  it.each([
    ['hip-hop', 'Hip Hop'],
    ['HipHop', 'Hip Hop'],
    ['R&B', 'Rhythm and Blues'],
    ["r'n'b", 'Rhythm and Blues'],
    ["Drum'n'Bass", 'Drum and Bass'],
    ['dnb', 'Drum and Bass'],
    ['rock n roll', 'Rock and Roll'],
    ['NWOBHM', 'NWOBHM'],
    ['Música Popular Brasileira', 'MPB'],
    ['Soundtracks', 'Soundtrack'],
    ['death metal music', 'Death Metal'],
    ['русский рок', 'Russian Rock'],
    ['Jazz+Funk', 'Jazz-Funk'],
    ['Pop/Rock', 'Pop Rock'],
    ['uk pop', 'Pop'],
    ['gothenburg indie', 'Indie'],
    ['pop folk', 'Folk Pop'],
    ['east coast blues', 'Blues'],
    ['rock opera', 'Rock Opera'],
    ['tribal', 'Tribal'],
    ['jazzhop', 'Jazz Rap'],
    ['mellow gold', 'Soft Rock'],
    ['k-indie', 'Indie'],
    ['classic blues', 'Blues'],
    ['jazz bass', 'Jazz'],
    ['urban crossover', 'Contemporary R&B'],
    ['80s disco', 'Disco'],
    ['Sequencer & Tracker', 'Sequencer & Tracker'],
  ])('knows %s as %s', (label, genre) => {
    expect(genresOf(label)).toEqual([genre]);
  });

  it.each([
    ['Folk, World, & Country', ['Folk', 'World', 'Country']],
    ['Funk / Soul', ['Funk', 'Soul']],
    ['Rock; Alternative; Indie Rock', ['Rock', 'Alternative Rock', 'Indie Rock']],
    ['Electronic, Rock', ['Electronic', 'Rock']],
    ['Melodic House & Techno', ['Melodic House', 'Melodic Techno']],
    ['Melodic / Progressive House', ['Melodic House', 'Progressive House']],
  ])('splits %s', (label, genres) => {
    expect(genresOf(label)).toEqual(genres);
  });

  it('does not split what is half known: the rest may change what it means', () => {
    expect(genresOf('Rock / Xylquaph')).toEqual([]);
  });

  it('takes the last step of a path, or the last that is a genre', () => {
    expect(genresOf('electronic---deep house')).toEqual(['Deep House']);
    expect(genresOf('Rock > Alternative > Xylquaph')).toEqual(['Alternative Rock']);
  });

  it('takes a country beside a genre for a country, and keeps it', () => {
    expect(normalizeGenre('Swedish Death Metal')).toMatchObject({
      genres: ['Death Metal'],
      regions: ['Sweden'],
      by: 'modifier',
    });
    expect(normalizeGenre('techno polonais')).toMatchObject({
      genres: ['Techno'],
      regions: ['Poland'],
    });
    expect(normalizeGenre('swedishdeathmetal').genres).toEqual(['Death Metal']);
  });

  it('gives a genre that stands beside another one behind it', () => {
    expect(genresOf('reggae punk')).toEqual(['Punk', 'Reggae']);
    expect(genresOf('Christian Death Metal')).toEqual(['Death Metal', 'Christian']);
    expect(genresOf('90s trance')).toEqual(['Trance']);
  });

  it.each([
    ['deep jazz fusion', ['Jazz Fusion']],
    ['progressive thrash metal', ['Thrash Metal']],
    ['classic country pop', ['Country Pop']],
    ['folk rock italiano', ['Folk Rock']],
    ['new wave pop', ['Pop', 'New Wave']],
    ['electronic drum and bass', ['Drum and Bass', 'Electronic']],
    ['soul and reggae', ['Soul', 'Reggae']],
    ['stage screen_soft rock', ['Soundtrack', 'Soft Rock']],
    ['techno_pop_euro house', ['Techno', 'Pop', 'Euro House']],
    ['rap cristiano', ['Hip Hop', 'Christian']],
    ['classical clarinet', ['Classical']],
  ])('takes the longest genre that stands last in %s', (label, genres) => {
    expect(genresOf(label)).toEqual(genres);
  });

  it('takes a word that is a genre by itself for none beside others', () => {
    expect(['roots', 'beats', 'dream'].map(genresOf)).toEqual([
      ['Americana'],
      ['Instrumental Hip Hop'],
      ['Dream House'],
    ]);
    expect(['western mass indie', 'dirty dancing', 'dream street'].map(genresOf)).toEqual([
      ['Indie'],
      [],
      [],
    ]);
  });

  it('forgives one wrong letter in a long name, where only one genre is near', () => {
    expect(normalizeGenre('Progresive Rock')).toMatchObject({
      genres: ['Progressive Rock'],
      by: 'spelling',
    });
    expect(['Rack', 'Big Music', 'Rochester', 'photography'].flatMap(genresOf)).toEqual([]);
    // One more letter near the start is mostly another word.
    expect(['coroner', 'beardcore'].flatMap(genresOf)).toEqual([]);
  });

  it.each([
    ['seen live', 'noise'],
    ['Female Vocalists', 'noise'],
    ['my favourite songs', 'noise'],
    ['guitar', 'noise'],
    ['flac', 'noise'],
    ['🎵', 'noise'],
    ['', 'noise'],
    ['90s', 'decade'],
    ['1999', 'decade'],
    ['swedish', 'place'],
    ['Detroit', 'place'],
    ['western australian', 'place'],
    ['western mass', 'place'],
    ['melancholic', 'mood'],
    ['political', 'mood'],
    ['vocal group', 'noise'],
    ['old school', 'noise'],
    ['Radiohead', 'unknown'],
    ['Dream Theater', 'unknown'],
    ['rock '.repeat(40), 'unknown'],
  ])('refuses %s as %s', (label, kind) => {
    expect(normalizeGenre(label)).toEqual({ kind, genres: [], parents: [], regions: [] });
  });

  it('reads the numbers of ID3, and knows every name but those that are no genres', () => {
    const bare = normalizeGenre('17', { ofFile: true }).genres;
    expect([genresOf('(17)'), bare, genresOf('(17)Post-Rock')]).toEqual([
      ['Rock'],
      ['Rock'],
      ['Post-Rock'],
    ]);
    const unknown = names.filter((name) => genresOf(name).length === 0);
    expect(unknown).toEqual(['Other', 'Cult', 'Retro', 'Revival', 'Primus', 'Duet']);
  });

  it('takes a bare number for a genre of ID3 in the tags of files only: folders have such names, too', () => {
    expect([genresOf('17'), genresOf('64'), genresOf('7')]).toEqual([[], [], []]);
  });

  it.each([
    ['rock---hardcore', ['Hardcore Punk']],
    ['Rock > Hardcore', ['Hardcore Punk']],
    ['Rock / Hardcore', ['Rock', 'Hardcore Punk']],
    ['Electronic > Hardcore', ['Hardcore Techno']],
    ['rock---space', ['Space Rock']],
    ['canadian hardcore', ['Hardcore Punk']],
    ['1960s garage', ['Garage Rock']],
  ])('reads %s by what stands beside the word', (label, genres) => {
    expect(genresOf(label)).toEqual(genres);
  });

  it('falls back to the genre behind a word that nobody knows, but not in every name', () => {
    expect(['bronx hip hop', 'tucson indie', 'atl hip hop'].map(genresOf)).toEqual([
      ['Hip Hop'],
      ['Indie'],
      ['Hip Hop'],
    ]);
    expect(['Daft Punk', 'Pearl Jam', 'Kid Rock', 'the indie'].flatMap(genresOf)).toEqual([]);
  });

  it.each(['Acoustic', 'Oldies', 'Classic Rock', 'Ballads', 'instrumental'])(
    'knows %s for a quality',
    (label) => {
      expect(normalizeGenre(label).kind).toBe('quality');
    },
  );

  it('names everything above, the nearest first', () => {
    expect(normalizeGenre('Melodic Death Metal').parents).toEqual([
      'Death Metal',
      'Extreme Metal',
      'Metal',
      'Rock',
    ]);
  });

  it('knows 95 in 100 labels of Discogs and Last.fm, and takes fewer than 2 in 100 other tags', () => {
    const known = (list: readonly string[]) =>
      list.filter((label) => genresOf(label).length > 0).length / list.length;
    expect(known(labels.discogs)).toBeGreaterThan(0.95);
    expect(known(labels.lastfmGenres)).toBeGreaterThan(0.95);
    expect(known(labels.lastfmOthers)).toBeLessThan(0.02);
  });
});

describe('genreTree', () => {
  it('shows what lies below a genre, by any spelling, and below every parent', () => {
    const [punk] = genreTree('ska-punk');
    expect(punk).toMatchObject({ name: 'Ska Punk', parents: ['Punk Rock', 'Ska'] });
    const names = (name: string) =>
      genreTree(name).flatMap(({ children }) => children.map((each) => each.name));
    expect(names('Ska')).toContain('Ska Punk');
    expect(names('Punk Rock')).toContain('Ska Punk');
    expect(genreTree('Xylquaph')).toEqual([]);
  });
});
