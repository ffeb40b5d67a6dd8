import type { Match, Query, Reason } from '../spec.ts';
import type { Evidence } from './evidence/evidence.ts';
import { type Prepared, prepare } from './prepare.ts';
import { isSameWork } from './same-work.ts';
import { logitOf, order, type Score, scoreOf } from './score.ts';

/** What all sources together take the subject to be. */
export interface Identification {
  /** 0 to 1, not calibrated. 0 where no source had a candidate. */
  readonly belief: number;
  /** The best match of each source that means this work, best first. */
  readonly matches: readonly Match[];
  readonly reasons: readonly Reason[];
}

/**
 * What a second source adds that is sure of the same work, and takes away where it doubts. Far less than its own
 * evidence, as both were asked with the same tags; each further one counts half as much as the one before.
 */
const agreement = 1.6;
/** What a source takes away that is as sure of another work. */
const dissent = 1.5;

/**
 * Joins the sources' matches. Those that mean one work strengthen each other by their weight; a source that is
 * sure of another work weakens. A source without a candidate says nothing.
 */
export function identify(kind: Query['kind'], matches: readonly Match[]): Identification {
  const entries = bestOfEach(matches).map((match) => ({
    match,
    prepared: prepare(match.candidate, kind),
  }));
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const group = groups.find((others) =>
      others.some((o) => isSameWork(o.prepared, entry.prepared)),
    );
    if (group === undefined) groups.push([entry]);
    else group.push(entry);
  }
  const judged = groups.map((group) => ({ group, ...weigh(group, entries) }));
  judged.sort((a, b) => b.value - a.value || order(nameOf(a.group), nameOf(b.group)));
  const [winner] = judged;
  if (winner === undefined) return { belief: 0, matches: [], reasons: [] };
  return {
    belief: winner.value,
    matches: winner.group.map(({ match }) => match),
    reasons: winner.reasons,
  };
}

const about = 'identity';

interface Entry {
  readonly match: Match;
  readonly prepared: Prepared;
}

function bestOfEach(matches: readonly Match[]): readonly Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.source);
    if (known === undefined || match.score > known.score) best.set(match.source, match);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || order(a.source, b.source));
}

/** The group's best match, and what all others add or take. */
function weigh(group: readonly Entry[], all: readonly Entry[]): Score {
  const [best] = group;
  const evidence: Evidence[] = [];
  let share = agreement;
  for (const entry of all) {
    const { source, score, weight, candidate } = entry.match;
    if (entry === best) continue;
    const detail = `${candidate.creators.join(', ')} – ${candidate.title}`;
    const sureness = weight * (2 * score - 1);
    if (!group.includes(entry)) {
      if (sureness > 0)
        evidence.push({ what: `${source} disagrees`, logit: -dissent * sureness, detail, about });
    } else if (sureness > 0) {
      evidence.push({ what: `${source} agrees`, logit: share * sureness, detail, about });
      share /= 2;
    } else evidence.push({ what: `${source} doubts`, logit: agreement * sureness, detail, about });
  }
  const start = { what: `best match: ${nameOf(group)}`, logit: logitOf(best?.match.score ?? 0) };
  return scoreOf(start, evidence);
}

function nameOf(group: readonly Entry[]): string {
  return group[0]?.match.source ?? '';
}
