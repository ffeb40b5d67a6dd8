import { type Owned, takeHome } from './world/library.ts';
import { createRandom, type Random } from './world/random.ts';
import { createSearch } from './world/search.ts';
import { type Entry, type Habits, listEntries, services } from './world/sources.ts';
import { createWorld, type Work } from './world/world.ts';

/** One album on a disk, and what every service answers to it. */
export interface Case extends Owned {
  readonly seed: number;
  readonly answers: readonly { readonly service: Habits; readonly entries: readonly Entry[] }[];
  /** Some answer has the right work: without one, the only right answer is none. */
  readonly findable: boolean;
}

export interface CaseOptions {
  readonly seed: number;
  readonly cases: number;
  readonly artists?: number;
}

/** The same options give the same cases. About one in seven is of a work that no service lists. */
export function makeCases({ seed, cases, artists = 220 }: CaseOptions): readonly Case[] {
  const random = createRandom(seed + 7777);
  const world = createWorld(seed, artists);
  const unknown = new Set(random.some(world.works, Math.round(world.works.length * 0.15)));
  const known = { works: world.works.filter((work) => !unknown.has(work)) };
  const searches = services.map((service) => ({
    service,
    search: createSearch(listEntries(random, service, known)),
  }));
  return Array.from({ length: cases }, () => {
    const owned = takeHome(random, pickWork(random, world.works));
    const { query } = owned;
    const text = `${query.title.replace(/[([].*$/, '')} ${query.creators.join(' ')}`;
    const answers = searches.map(({ service, search }) => ({
      service,
      entries: search.find(text, random),
    }));
    const findable = answers.some(({ entries }) => entries.some(({ work }) => work === owned.work));
    return { ...owned, seed, answers, findable };
  });
}

/** Libraries hold more albums than singles; the hard kinds are over-represented on purpose. */
function pickWork(random: Random, works: readonly Work[]): Work {
  for (;;) {
    const work = random.pick(works);
    if (work.traits.length > 0 || random.chance(0.6)) return work;
  }
}
