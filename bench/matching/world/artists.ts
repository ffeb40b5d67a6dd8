import type { Random } from './random.ts';
import {
  adjectives,
  firstNames,
  foreign,
  genreFamilies,
  labels,
  lastNames,
  nouns,
  verbs,
} from './words.ts';
import type { Artist, Name } from './world.ts';

/** Nobody abroad is there twice; at home two bands of one name are not rare. */
export function makeArtists(random: Random, count: number): readonly Artist[] {
  const abroad = random.some(
    foreign.flatMap(({ artists }, script) =>
      artists.map(([native, latin]) => ({ script, name: { native, latin } })),
    ),
    Math.round(count * 0.08),
  );
  return Array.from(
    { length: count },
    (_, at): Artist => ({
      id: `a${at}`,
      name: abroad[at]?.name ?? plain(latinName(random)),
      script: abroad[at]?.script,
      genres: genresFrom(random, random.pick(Object.keys(genreFamilies))),
      label: random.pick(labels),
      since: random.between(1958, 2018),
    }),
  );
}

export function plain(text: string): Name {
  return { native: text, latin: text };
}

/** A family's genres, two or three of them, and now and then one from next door. */
export function genresFrom(random: Random, family: string): readonly string[] {
  const own = random.some(genreFamilies[family] ?? [], random.between(1, 3));
  if (random.chance(0.2)) own.push(random.pick(Object.values(genreFamilies).flat()));
  return [...new Set(own)];
}

export function latinName(random: Random): string {
  const person = () => `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const noun = () => random.pick(nouns);
  const roll = random.next();
  if (roll < 0.28) return person();
  if (roll < 0.36) return `${random.pick(lastNames)} & ${random.pick(lastNames)}`;
  if (roll < 0.41) return `${person()} & The ${noun()}s`;
  if (roll < 0.6) return `The ${roll < 0.5 ? `${random.pick(adjectives)} ` : ''}${noun()}s`;
  if (roll < 0.75) return `${random.pick(adjectives)} ${noun()}`;
  if (roll < 0.82) return noun();
  if (roll < 0.86) return `${noun()}/${noun()}`;
  if (roll < 0.9) return `${noun().toUpperCase().slice(0, 3)}${random.between(1, 99)}`;
  return `${random.pick(verbs)} ${noun()}s`;
}

export function titleFor(random: Random, artist: Artist): Name {
  const own = artist.script === undefined ? undefined : foreign[artist.script];
  if (own !== undefined && random.chance(0.85)) {
    const [native, latin] = random.pick(own.titles);
    if (random.chance(0.3)) return { native, latin };
    const [native2, latin2] = random.pick(own.titles);
    return { native: `${native} ${native2}`, latin: `${latin} ${latin2}` };
  }
  return plain(latinTitle(random));
}

export function latinTitle(random: Random): string {
  const noun = () => random.pick(nouns);
  const adjective = () => random.pick(adjectives);
  const roll = random.next();
  if (roll < 0.15) return noun();
  if (roll < 0.4) return `${adjective()} ${noun()}`;
  if (roll < 0.5) return `The ${noun()} and the ${noun()}`;
  if (roll < 0.6) return `${random.pick(verbs)} ${adjective()}`;
  if (roll < 0.7) return `${noun()} of ${noun()}s`;
  if (roll < 0.78) return `${random.pick(verbs)} in the ${noun()}`;
  if (roll < 0.83) return `Don't ${noun()} Me`;
  if (roll < 0.87) return `(${adjective()}) ${noun()} ${noun()}`;
  if (roll < 0.92) return `${noun()}, ${noun()} & ${noun()}`;
  if (roll < 0.96) return `${noun()} #${random.between(1, 9)}`;
  return `What the ${noun()} Said to the ${adjective()} ${noun()}`;
}
