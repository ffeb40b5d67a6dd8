import type { Claim, Evidence, Match } from '@earmark/core';
import { isQuality } from '../vocabulary/breadth.ts';
import { withoutNamesakes } from './namesakes.ts';
import type { Settings } from './options.ts';
import { type ReadClaim, read } from './read.ts';
import { isVarious } from './various.ts';

/** What one voice says of one genre. */
export interface Word {
  readonly genre: string;
  /** 0 to 1: strength by level. */
  readonly power: number;
  readonly label: string;
  readonly level: Claim['level'];
}
/** Somebody whose word is independent of the others': a source, or one kind of hint. */
export interface Voice {
  readonly name: string;
  readonly kind: 'source' | 'hint' | 'tags';
  /** What it speaks of: the album as such, one pressing of it, its artist alone, or the files and what lies around them. */
  readonly about: 'work' | 'pressing' | 'artist' | 'hint';
  /** 0 to 1: how far its word is believed for this subject. */
  readonly trust: number;
  /** One word a genre, its strongest; strongest first. */
  readonly words: readonly Word[];
}

/** Everybody who says something about the genre, in an order that does not depend on who answered first. */
export function listen(evidence: Evidence, settings: Settings): readonly Voice[] {
  const various = isVarious(evidence.subject);
  const understand = (claims: readonly Claim[]) =>
    read(various ? claims.filter(({ level }) => level !== 'artist') : claims, settings);
  const hear = (claims: readonly Claim[]) => wordsOf(understand(claims), settings);
  const matches = strongestBySource(evidence.matches);
  const said = withoutNamesakes(
    matches.map(({ candidate }) => understand(candidate.claims)),
    evidence.subject,
  );
  const sources = matches.map((match, at) => {
    const words = wordsOf(said[at] ?? [], settings);
    return {
      name: match.source,
      kind: 'source' as const,
      about: aboutWhat(words),
      trust: trustIn(match, evidence.pinned[match.source] === match.candidate.id),
      words,
    };
  });
  const levels = [...new Set(evidence.hints.map(({ level }) => level))].toSorted();
  const hints = levels.map((level) => ({
    name: hintNames[level] ?? level,
    kind: 'hint' as const,
    about: 'hint' as const,
    trust: 1,
    words: hear(evidence.hints.filter((claim) => claim.level === level)),
  }));
  const tags = {
    name: 'the tags of today',
    kind: 'tags' as const,
    about: 'hint' as const,
    trust: 1,
    words: hear(tagsOf(evidence)),
  };
  return withoutQualities([...sources, ...hints, tags]).filter(({ words }) => words.length > 0);
}

function aboutWhat(words: readonly Word[]): Voice['about'] {
  if (words.every(({ level }) => level === 'artist')) return 'artist';
  return words.some(({ level }) => level === 'release-group' || level === 'track')
    ? 'work'
    : 'pressing';
}

/** Formats and qualities take no style's place: they are heard only where nobody says anything else. */
function withoutQualities(voices: readonly Voice[]): readonly Voice[] {
  const styles = voices.map((voice) => ({
    ...voice,
    words: voice.words.filter(({ genre }) => !isQuality(genre)),
  }));
  return styles.some(({ words }) => words.length > 0) ? styles : voices;
}

const hintNames: Partial<Record<Claim['level'], string>> = {
  path: 'folder names',
  artist: "the artist's other albums",
  label: 'the record label',
  release: 'title and type',
};

function strongestBySource(matches: readonly Match[]): readonly Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.source);
    if (
      !known ||
      match.score > known.score ||
      (match.score === known.score && match.candidate.id < known.candidate.id)
    )
      best.set(match.source, match);
  }
  return [...best.values()].toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

/** Weights say who is better than whom; even a light source is mostly right about what it says. */
function trustIn({ weight, score, margin }: Match, pinned: boolean): number {
  const word = Math.min(surestWord, weight ** 0.25);
  if (pinned) return word;
  return word * score * (margin < closeMargin ? 0.85 + (0.15 * margin) / closeMargin : 1);
}
const surestWord = 0.97;
const closeMargin = 0.1;

function wordsOf(claims: readonly ReadClaim[], { levels }: Settings): readonly Word[] {
  const best = new Map<string, Word>();
  const tracks = new Map<string, number>();
  for (const { claim, genres } of claims) {
    const { value, strength, level } = claim;
    for (const genre of genres) {
      let said = Math.min(1, strength);
      if (level === 'track') {
        said += tracks.get(genre) ?? 0;
        tracks.set(genre, said);
      }
      keepStrongest(best, {
        genre,
        power: said ** 0.5 * levels[level],
        label: value,
        level,
      });
    }
  }
  const most = Math.max(...tracks.values());
  const words = [...best.values()].map((word) =>
    word.level === 'track' ? { ...word, power: word.power / Math.max(1, most ** 0.5) } : word,
  );
  return words
    .filter(({ power }) => power > 0)
    .toSorted((a, b) => b.power - a.power || (a.genre < b.genre ? -1 : 1));
}

function keepStrongest(best: Map<string, Word>, word: Word): void {
  const known = best.get(word.genre);
  if (
    !known ||
    word.power > known.power ||
    (word.power === known.power && word.label < known.label)
  )
    best.set(word.genre, word);
}

function tagsOf({ subject }: Evidence): readonly Claim[] {
  const counts = new Map<string, number>();
  for (const { fields } of subject.targets) {
    for (const value of new Set(fields.genre ?? []))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({
    field: 'genre',
    value,
    strength: count / subject.targets.length,
    level: 'file',
  }));
}
