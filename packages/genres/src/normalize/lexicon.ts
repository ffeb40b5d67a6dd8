import { keyOf } from '../text/key.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { LabelKind } from './result.ts';

/** A word before or behind a genre: "experimental", "christian", "female fronted". */
export interface Modifier {
  readonly word: string;
  /** Genres that the word brings along, behind the one it modifies. */
  readonly adds: readonly string[];
}
export interface Region {
  readonly name: string;
  readonly words: readonly string[];
}
/** One meaning of a word that has several: the genre, and the kin beside which the word means it. */
export interface Reading {
  readonly genre: string;
  readonly beside: readonly string[];
  /** What the word means behind the name of a place: "Boston hardcore" is punk. */
  readonly ofPlaces?: boolean;
}

export interface Lexicon {
  readonly vocabulary: Vocabulary;
  /** Labels that stand for several genres, by key. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
  /** What is known to be no genre, by key. */
  readonly refused: ReadonlyMap<string, LabelKind>;
  /** By key. */
  readonly modifiers: ReadonlyMap<string, Modifier>;
  /** The name of a country or people, by the key of each of its words. */
  readonly regions: ReadonlyMap<string, string>;
  /** What a word of several meanings may stand for, by key; what it stands for on its own comes first. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** Keys of labels that stay what they are behind a word that nobody knows: "bronx hip hop". */
  readonly heads: ReadonlySet<string>;
  /** Keys of labels that name their genre only where they stand alone: "roots", but not "afro roots". */
  readonly alone: ReadonlySet<string>;
}

export interface LexiconData {
  readonly vocabulary: Vocabulary;
  readonly rules: Readonly<Record<string, readonly string[]>>;
  readonly refused: Readonly<Partial<Record<LabelKind, readonly string[]>>>;
  readonly modifiers: readonly Modifier[];
  readonly regions: readonly Region[];
  readonly readings: Readonly<Record<string, readonly Reading[]>>;
  readonly heads: readonly string[];
  readonly alone: readonly string[];
}

export function createLexicon(data: LexiconData): Lexicon {
  const refused = new Map<string, LabelKind>();
  for (const kind of ['mood', 'place', 'decade', 'noise'] as const) {
    for (const label of data.refused[kind] ?? []) refused.set(keyOf(label), kind);
  }
  return {
    vocabulary: data.vocabulary,
    rules: new Map(Object.entries(data.rules).map(([label, genres]) => [keyOf(label), genres])),
    refused,
    modifiers: new Map(data.modifiers.map((each) => [keyOf(each.word), each])),
    regions: new Map(
      data.regions.flatMap(({ name, words }) =>
        [name, ...words].map((word) => [keyOf(word), name] as const),
      ),
    ),
    heads: new Set(data.heads.map(keyOf)),
    alone: new Set(data.alone.map(keyOf)),
    readings: new Map(
      Object.entries(data.readings).map(([word, readings]) => [keyOf(word), readings]),
    ),
  };
}
