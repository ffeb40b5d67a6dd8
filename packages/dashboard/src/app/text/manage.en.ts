import { pluralsOf } from './plurals.ts';

const many = pluralsOf('en');

/** Genres, quality, settings and whatever keeps an installation going. */
export const manageEn = {
  genres: {
    title: 'Genres',
    tryOut: 'Try out labels',
    tryOutHint: 'One label a line, as sources and files write it.',
    becomes: 'becomes',
    nothing: 'no genre',
    above: (names: string) => `below ${names}`,
    regions: (names: string) => `from ${names}`,
    by: {
      name: 'This is its name, or another spelling of it.',
      rule: 'A rule of the vocabulary says so.',
      parts: 'Its parts were read one by one.',
      modifier: 'A word that only describes the genre was left out.',
      spelling: 'Spelled differently, it is one genre.',
      head: 'Its last word names the genre.',
    } as Readonly<Record<string, string>>,
    kinds: {
      quality: 'A format or quality: it only stands beside a genre.',
      mood: 'A mood, not a genre.',
      place: 'A place, not a genre.',
      decade: 'A decade, not a genre.',
      noise: 'Not about the music.',
      unknown: 'Not in the vocabulary.',
    } as Readonly<Record<string, string>>,
    vocabulary: 'Vocabulary',
    find: 'Find a genre',
    count: (count: number) => many(count, 'genre', 'genres'),
    aliases: (names: string) => `also: ${names}`,
    noneFound: 'No genre of that name.',
    albums: 'Albums',
  },
};
export type ManageText = typeof manageEn;
