import { describe, expect, it } from 'vitest';
import { creatorSimilarity, parseCreators } from './creators.ts';
import { fold } from './fold.ts';
import { closeness, editsBetween, similarity } from './similarity.ts';
import { parseTitle } from './title.ts';

describe('fold', () => {
  it.each([
    ['Björk', 'bjork'],
    ['Sigur Rós', 'sigur ros'],
    ['Motörhead & Sons', 'motorhead and sons'],
    ['AC/DC', 'ac dc'],
    ['R.E.M.', 'rem'],
    ["Don't Stop", 'dont stop'],
    ['P!nk', 'pink'],
    ['Кино', 'kino'],
    ['Чайковский', 'chaikovskii'],
    ['Βαγγέλης', 'vaggelis'],
    ['きゃりー', 'kyari'],
    ['ガラッパ', 'garappa'],
    ['방탄', 'bangtan'],
    ['ＡＢＣ', 'abc'],
    ['Łódź', 'lodz'],
  ])('reads %s as %s', (text, words) => {
    expect(fold(text).words.join(' ')).toBe(words);
  });

  it('keeps a name that is nothing but signs', () => {
    expect(fold('÷').compact).toBe('÷');
    expect(fold('  ').compact).toBe('');
  });
});

describe('parseTitle', () => {
  it.each([
    ['Blue Hour (Deluxe Edition)', 'blue hour'],
    ['Blue Hour - 2009 Remaster', 'blue hour'],
    ['Blue Hour Disc 2', 'blue hour'],
    ['Blue Hour [CD1]', 'blue hour'],
    ['Blue_Hour EP', 'blue hour'],
    ['Blue Hour feat. Someone Else', 'blue hour'],
    ['The Blue Hour', 'blue hour'],
    ['Blue Hour, The', 'blue hour'],
    ['Blue Hour Vol. II', 'blue hour volume 2'],
    ['Blue Hour, Part Two', 'blue hour part 2'],
    ['1998 - Blue Hour', 'blue hour'],
    ['Live', 'live'],
    ['Deluxe', 'deluxe'],
  ])('calls %s %s', (text, name) => {
    expect(parseTitle(text).bare.words.join(' ')).toBe(name);
  });

  it('tells another performance from another pressing', () => {
    const natures = (text: string) => [...parseTitle(text).natures];
    expect(natures('Blue Hour (Live at the Mill)')).toEqual(['live']);
    expect(natures('Live at the Mill')).toEqual(['live']);
    expect(natures('Live Through the Hour')).toEqual([]);
    expect(natures('Blue Hour (Karaoke Version)')).toEqual(['karaoke']);
    expect(natures('Blue Hour (Someone Remix)')).toEqual(['remix']);
    expect(natures('Blue Hour (Remastered) [Unabridged]')).toEqual([]);
    expect(parseTitle('Blue Hour (30th Anniversary Edition)').editions).toHaveLength(1);
  });

  it('keeps brackets that belong to the name, beside the name without them', () => {
    const { full, bare } = parseTitle("(What's Left Of) The Hour");
    expect(full.words.join(' ')).toBe('whats left of the hour');
    expect(bare.words.join(' ')).toBe('hour');
  });

  it('knows what a ripper made up from a title that is a number', () => {
    for (const text of ['', 'Track 01', '01', 'Unknown Album', 'untitled'])
      expect(parseTitle(text).unknown, text).toBe(true);
    for (const text of ['1999', '25', 'Trackless'])
      expect(parseTitle(text).unknown, text).toBe(false);
  });
});

describe('parseCreators', () => {
  const alike = (a: readonly string[], b: readonly string[]) =>
    creatorSimilarity(parseCreators(a), parseCreators(b)) ?? -1;

  it.each([
    [['Mere, The'], ['The Mere'], 1],
    [['Mere (2)'], ['Mere*'], 1],
    [['Ada Holm & Jon Rask'], ['Jon Rask', 'Ada Holm'], 0.9],
    [['Holm, Ada'], ['Ada Holm'], 0.9],
    [['Ada Holm feat. Jon Rask'], ['Ada Holm'], 1],
    [['Земфира'], ['Zemfira'], 0.95],
    [['Tchaikovsky'], ['Чайковский'], 0.8],
  ])('%s and %s are the same', (a, b, least) => {
    expect(alike(a, b)).toBeGreaterThanOrEqual(least);
  });

  it('holds strangers apart, and a part of a duo between', () => {
    expect(alike(['Air'], ['Fairport'])).toBeLessThan(0.5);
    expect(alike(['Prince'], ['Prince Buster'])).toBeLessThan(0.8);
    const half = alike(['Ada Holm'], ['Ada Holm & Jon Rask']);
    expect(half).toBeGreaterThan(0.85);
    expect(half).toBeLessThan(1);
  });

  it('cannot compare what it cannot read', () => {
    expect(alike(['東京事変'], ['Tokyo Jihen'])).toBe(-1);
    expect(alike([], ['Ada Holm'])).toBe(-1);
  });

  it('knows nobody in particular in several languages', () => {
    for (const name of [
      'VA',
      'V.A.',
      'Various Artists',
      'Verschiedene Künstler',
      'Artistes divers',
      'Сборник',
    ])
      expect(parseCreators([name]).various, name).toBe(true);
    expect(parseCreators(['Vari']).various).toBe(false);
  });
});

describe('similarity', () => {
  it('counts a swap of neighbours as one edit', () => {
    expect(editsBetween('recieve', 'receive', 3)).toBe(1);
    expect(editsBetween('abc', 'xyz', 2)).toBe(3);
    expect(editsBetween('', 'ab', 5)).toBe(2);
  });

  it('is the same both ways and agrees with the unbanded distance', () => {
    const texts = ['', 'a', 'tide', 'tied', 'northern tide', 'nothern tied', 'southern pride'];
    for (const a of texts)
      for (const b of texts) {
        expect(closeness(a, b)).toBe(closeness(b, a));
        expect(editsBetween(a, b, 4)).toBe(Math.min(5, editsBetween(a, b, 99)));
      }
  });

  it('sees through word order and spacing but not through a word more', () => {
    const alike = (a: string, b: string) => similarity(fold(a), fold(b));
    expect(alike('Hip-Hop', 'HipHop')).toBe(1);
    expect(alike('Night and Day', 'Day and Night')).toBeGreaterThan(0.9);
    expect(alike('Home', 'Coming Home')).toBeLessThan(0.7);
  });
});
