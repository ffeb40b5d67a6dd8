import { vocabulary } from '../data/index.ts';
import type { Settings } from './options.ts';
import type { Weighed } from './weigh.ts';

export interface Choice {
  /** What was named and stands, best first. */
  readonly named: readonly Weighed[];
  /** What these bring along, behind them. */
  readonly broader: readonly string[];
}

/**
 * The genres that stand beside the best one. Families come by expansion; any other genre that was named itself, and
 * nearly as strongly, stands beside what lies below it, but behind: synth-pop, new wave.
 */
export function choose(weighed: readonly Weighed[], settings: Settings): Choice {
  const specific = weighed.filter(({ genre }) => !vocabulary.get(genre)?.family);
  const good = sureOnes(aboveThreshold(specific, settings));
  const broad = aboveThreshold(weighed, settings).filter(
    (each) => !specific.includes(each) && !good.some(({ genre }) => isBelow(genre, each.genre)),
  );
  const tops =
    good.length > 0
      ? broad.filter(({ score, belief }) => score >= broadAlone && belief >= sureEnough)
      : broad;
  const standing = [...good, ...tops.filter((each) => !tops.some((other) => drowns(other, each)))];
  const countBelow = ({ genre }: Weighed) =>
    standing.filter((other) => isBelow(other.genre, genre)).length;
  const ordered = standing.toSorted((a, b) => countBelow(a) - countBelow(b));
  const room = settings.expand === 'none' ? settings.limit : Math.max(1, settings.limit - 1);
  const named = ordered.slice(0, room);
  return {
    named,
    broader: expand(named, weighed, settings).slice(0, settings.limit - named.length),
  };
}

/** Where one is as good as sure, a doubtful one beside it is left out rather than to make the decision wrong. */
const sureEnough = 0.85;

function sureOnes(good: readonly Weighed[]): readonly Weighed[] {
  const sure = good.filter(({ belief }) => belief >= sureEnough);
  return sure.length > 0 ? sure : good;
}

/** A family that none of the specific genres belongs to stands beside them only where it is as good as sure. */
const broadAlone = 0.9;

/** Of two families: soul is rhythm and blues too; but where both are said as loudly, both are meant. */
function drowns(narrower: Weighed, broader: Weighed): boolean {
  return isBelow(narrower.genre, broader.genre) && broader.score < 0.9 * narrower.score;
}

function aboveThreshold(
  weighed: readonly Weighed[],
  { minimumSupport, relativeSupport }: Settings,
): readonly Weighed[] {
  const least = Math.max(minimumSupport, relativeSupport * (weighed[0]?.score ?? 0));
  return weighed.filter(({ score }) => score >= least);
}

function isBelow(genre: string, above: string): boolean {
  return vocabulary.ancestors(genre).includes(above);
}

function expand(
  named: readonly Weighed[],
  weighed: readonly Weighed[],
  { expand: how, ban }: Settings,
): readonly string[] {
  if (how === 'none') return [];
  const banned = new Set(ban.map((label) => vocabulary.find(label)?.name ?? label));
  const broader = named.flatMap(({ genre }) =>
    how === 'all' ? vocabulary.ancestors(genre) : likeliest(vocabulary.families(genre), weighed),
  );
  return [...new Set(broader)].filter(
    (genre) => !banned.has(genre) && !named.some((each) => each.genre === genre),
  );
}

/** Of several families that are equally near the one that was said, else the first: Christian Rock is Christian, unless somebody says Rock. */
function likeliest(families: readonly string[], weighed: readonly Weighed[]): readonly string[] {
  const scoreOf = (family: string) => weighed.find(({ genre }) => genre === family)?.score ?? 0;
  return families.toSorted((a, b) => scoreOf(b) - scoreOf(a)).slice(0, 1);
}
