import { isVariousArtists } from '../../various-artists.ts';
import { type Folded, fold } from './fold.ts';
import { articles, noArtists } from './markers.ts';
import { closeness, comparable, similarity } from './similarity.ts';
import { flipArticle } from './title.ts';

/** Who made it, as one name and as single names. */
export interface Creators {
  readonly whole: Folded;
  readonly names: readonly Folded[];
  /** No one in particular. */
  readonly various: boolean;
  readonly unknown: boolean;
}

const guests = /\s+[([]?(?:feat|ft|featuring)\b\.?\s+/i;
const joints =
  /\s*(?:;|,|\/|&|\+|\||\bvs\b\.?|\s(?:and|und|et|y|e|x|with|con|con la|mit|presents|pres\.)\s)\s*/i;

export function parseCreators(creators: readonly string[]): Creators {
  const mains = creators
    .map((creator) => flipArticle(clean(creator).split(guests)[0] ?? ''))
    .filter((creator) => creator !== '');
  const whole = withoutArticle(fold(mains.join(' ')));
  const names = mains.flatMap(namesIn).filter((name) => name.compact !== '');
  const various = noArtists.has(whole.compact) || isVariousArtists(mains.join(' '));
  return {
    whole,
    names,
    various,
    unknown: whole.compact === '' || whole.compact.startsWith('unknown'),
  };
}

/** 0 to 1, or nothing where the two cannot be compared. Somebody missing on one side costs less than somebody else. */
export function creatorSimilarity(a: Creators, b: Creators): number | undefined {
  if (a.unknown || b.unknown) return undefined;
  if (a.whole.compact === b.whole.compact) return 1;
  if (!comparable(a.whole, b.whole)) return undefined;
  const whole = similarity(a.whole, b.whole);
  if (whole > 0.9) return whole;
  const [few, many] = a.names.length <= b.names.length ? [a.names, b.names] : [b.names, a.names];
  if (few.length === 0) return whole;
  let sum = 0;
  for (const name of few) sum += Math.max(...many.map((other) => nameSimilarity(name, other)));
  const found = sum / few.length;
  const parts = found - 0.08 * Math.min(2, many.length - few.length);
  return Math.max(whole, parts);
}

function nameSimilarity(a: Folded, b: Folded): number {
  const near = similarity(a, b);
  if (near >= 0.8) return near;
  const [short, long] = a.words.length < b.words.length ? [a, b] : [b, a];
  const surname = short.words.length === 1 && short.compact.length > 4 ? short.compact : undefined;
  if (surname === undefined) return near;
  const last = long.words.at(-1) ?? '';
  return Math.max(near, closeness(surname, last) > 0.85 ? 0.75 : 0);
}

function namesIn(creator: string): readonly Folded[] {
  const one = withoutArticle(fold(creator));
  const parts = creator.split(joints).filter((part) => part.trim() !== '');
  return parts.length < 2 ? [one] : parts.map((part) => withoutArticle(fold(part)));
}

function withoutArticle(folded: Folded): Folded {
  const [first, ...rest] = folded.words;
  if (first === undefined || rest.length === 0 || !articles.has(first)) return folded;
  return { ...folded, words: rest, compact: rest.join('') };
}

/** Without the counters and stars that Discogs puts behind names. */
function clean(creator: string): string {
  return creator
    .replace(/\s*\(\d+\)\s*$/, '')
    .replace(/\s*\*+\s*$/, '')
    .trim();
}
