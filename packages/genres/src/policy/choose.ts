import { vocabulary } from '../data/index.ts';
import { isBelow, isBroad } from '../vocabulary/breadth.ts';
import { familiesOf, saysItself } from './families.ts';
import type { Settings } from './options.ts';
import type { Weighed } from './weigh.ts';

export interface Choice {
  /** What was named and stands: the most voted first, then the surest. */
  readonly named: readonly Weighed[];
  /** What these bring along, behind them. */
  readonly broader: readonly string[];
}

/**
 * The genres of the album: the surest style in its finest form, and beside it what is as good as sure, or what its
 * listeners vote for as loudly as for anything. What lies above a chosen one is not repeated.
 */
export function choose(weighed: readonly Weighed[], settings: Settings): Choice {
  const styles = weighed.filter(({ genre }) => !isBroad(genre));
  const pool = styles.length > 0 ? styles : weighed;
  const [surest] = pool;
  if (surest === undefined || surest.belief < settings.minimumSupport)
    return { named: [], broader: [] };
  const best = finest(surest, pool);
  const least = Math.max(sureEnough, settings.relativeSupport * best.belief);
  const isLoud = loudIn(weighed);
  const most = Math.max(...styles.map(({ votes }) => votes));
  // What its listeners vote for most is never left out for a finer word that fewer of them use.
  const saysMore = (each: Weighed, other: Weighed) =>
    (isLoud(each) && outvotes(each, other)) ||
    (styles.includes(each) &&
      each.votes === most &&
      each.votes > other.votes &&
      !saysItself(other.genre, each.genre));
  const beside = weighed.filter(
    (each) =>
      each !== best &&
      (isLoud(each) || (pool.includes(each) && each.belief >= least && isOfWhat(each, best))),
  );
  const standing = [best, ...beside].filter(
    (each, _, all) =>
      !all.some((other) => isBelow(other.genre, each.genre) && !saysMore(each, other)),
  );
  const room = settings.expand === 'none' ? settings.limit : Math.max(1, settings.limit - 1);
  const named = standing
    .slice(0, room)
    .toSorted((a, b) => b.votes - a.votes || b.belief - a.belief);
  return {
    named,
    broader: expand(named, weighed, settings).slice(0, settings.limit - named.length),
  };
}

/**
 * What only the artist is called is no finer word for what the album is, and none to stand beside it: soft rock is
 * not yacht rock by that, and an album of Philadelphia soul no motown.
 */
const isOfWhat = (each: Weighed, best: Weighed) => each.ofAlbum || !best.ofAlbum;

/** What a finer word may be less sure than the one above it, as a share of its belief. */
const finerWorth = 0.9;

function finest(best: Weighed, pool: readonly Weighed[]): Weighed {
  const finer = pool.find(
    (each) =>
      isBelow(each.genre, best.genre) &&
      each.belief >= finerWorth * best.belief &&
      isOfWhat(each, best),
  );
  return finer === undefined ? best : finest(finer, pool);
}

/** All values must be right, so a further one is worth its risk only where it is as good as sure. */
const sureEnough = 0.965;
/** What is as loud as this share of the loudest is never left out, sure or not. */
const loud = 0.8;
/** From here on the loudest style is not left out either: that its tree is said more loudly takes nothing from it. */
const loudStyle = 0.75;
function loudIn(weighed: readonly Weighed[]): (one: Weighed) => boolean {
  const styles = weighed.filter(({ genre }) => !isBroad(genre)).map(({ votes }) => votes);
  const most = Math.max(loudStyle, ...styles);
  return ({ genre, votes }) => votes >= loud || (votes >= most && !isBroad(genre));
}

/** Twelve votes for country are not said by five for country pop: then both stand. */
const fewVotes = 0.5;
const outvotes = (broader: Weighed, finer: Weighed) => finer.votes < fewVotes * broader.votes;

function expand(
  named: readonly Weighed[],
  weighed: readonly Weighed[],
  { expand: how, ban }: Settings,
): readonly string[] {
  if (how === 'none') return [];
  const banned = new Set(ban.map((label) => vocabulary.find(label)?.name ?? label));
  const broader = named.flatMap(({ genre }) =>
    how === 'all' ? vocabulary.ancestors(genre) : familiesOf(genre, weighed),
  );
  const isSaid = (genre: string) =>
    named.some(
      (each) => each.genre === genre || (how === 'family' && saysItself(each.genre, genre)),
    );
  return [...new Set(broader)].filter((genre) => !banned.has(genre) && !isSaid(genre));
}
