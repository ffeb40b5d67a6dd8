import type { Candidate } from '@earmark/core';
import type { Artist, Credit } from './answers.ts';

/** The names of an artist: its own, as it sorts (romanised, where its own is not Latin), and its aliases. */
export function namesOfArtist({ name, 'sort-name': sorted, aliases }: Artist): readonly string[] {
  const others = (aliases ?? []).map((alias) => alias.name);
  return unique([name, ...(sorted ? [unsorted(sorted)] : []), ...others]);
}

/** `Sheena, Ringo` is Ringo Sheena. */
const unsorted = (name: string): string => {
  const [last = '', first, ...rest] = name.split(', ');
  return first === undefined || rest.length > 0 ? name : `${first} ${last}`;
};

/** What an album is called beside its title and credit. Of several artists none has other names that stand for all. */
export function aliasesOf(
  { title, creators }: Pick<Candidate, 'title' | 'creators'>,
  titles: readonly (string | null | undefined)[],
  credits: readonly Credit[] | null | undefined,
): Pick<Candidate, 'aliases'> {
  const [only, ...others] = credits ?? [];
  const names = only?.artist && others.length === 0 ? namesOfArtist(only.artist) : [];
  const otherTitles = unique(titles).filter((each) => each !== title);
  const otherNames = names.filter((each) => !creators.includes(each));
  if (otherTitles.length + otherNames.length === 0) return {};
  return {
    aliases: {
      ...(otherTitles.length > 0 ? { titles: otherTitles } : {}),
      ...(otherNames.length > 0 ? { creators: otherNames } : {}),
    },
  };
}

const unique = (texts: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => Boolean(text))),
];
