import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calibrate, type Evidence, type Policy, shippedModel } from '@earmark/core';
import { normalizeGenre } from '@earmark/genres';
import { createVotePolicy } from './baseline/vote-policy.ts';
import type { Case } from './cases.ts';
import type { Matched } from './match.ts';
import { bandFigures, type Outcome, reliabilityFigures, round } from './metrics.ts';
import type { Surrounded } from './surroundings.ts';
import { genreFamilies } from './world/words.ts';

/** `./module.ts#createGenrePolicy`: called without arguments. Without one, a plain vote. */
export async function loadPolicy(where: string | undefined): Promise<Policy> {
  if (where === undefined) return createVotePolicy();
  const [file = '', name = 'default'] = where.split('#');
  const url = pathToFileURL(isAbsolute(file) ? file : resolve(file)).href;
  const module: Record<string, unknown> = await import(url);
  const create = module[name];
  if (typeof create !== 'function') throw new Error(`${file} exports no function named ${name}`);
  return create();
}

/** A case, what services answered, and, where it is given, what lies around it on the disk. */
export interface Seen extends Matched {
  readonly one: Case;
  readonly around?: Surrounded;
}

/** Genre truth apart from match truth: what was proposed, against what the work is. A family is right but says little. */
export function scoreGenres(policy: Policy, matched: readonly Seen[]) {
  const model = shippedModel('genre');
  const { outcomes: raw, ...shares } = judgeGenres(policy, matched);
  const outcomes = raw.map((each) => ({ ...each, belief: calibrate(each.belief, model) }));
  return {
    ...shares,
    auto: bandFigures(outcomes, 0.95),
    autoOfAll: round(outcomes.filter(({ belief }) => belief >= 0.95).length / matched.length),
    review: bandFigures(outcomes, 0.8, 0.95),
    manual: bandFigures(outcomes, -1, 0.8),
    reliability: reliabilityFigures(outcomes),
  };
}

/** The policy's raw beliefs, and whether each proposal is right: something of the truth in it, and nothing else but families. */
export function judgeGenres(policy: Policy, matched: readonly Seen[]) {
  const outcomes: Outcome[] = [];
  let [found, known, said, sound] = [0, 0, 0, 0];
  for (const { one, matches, around } of matched) {
    const truth = new Set(one.work.genres.map(key));
    const families = new Set(one.work.genres.flatMap(familiesOf).map(key));
    const proposal = policy
      .propose(evidenceOf(one, matches, around))
      .find(({ field }) => field === 'genre');
    const values = (proposal?.after ?? []).map(key);
    const right = values.filter((value) => truth.has(value));
    const allowed = values.filter((value) => truth.has(value) || families.has(value));
    found += right.length;
    known += truth.size;
    said += values.length;
    sound += allowed.length;
    if (proposal === undefined) continue;
    outcomes.push({
      belief: proposal.belief,
      right: right.length > 0 && allowed.length === values.length,
      findable: true,
    });
  }
  return {
    outcomes,
    proposed: round(outcomes.length / matched.length),
    precision: round(sound / Math.max(1, said)),
    recall: round(found / Math.max(1, known)),
  };
}

function evidenceOf({ query }: Case, matches: Matched['matches'], around?: Surrounded): Evidence {
  return {
    subject: around?.subject ?? { ...query, id: 'case', targets: [] },
    matches: matches.filter(({ score }) => score >= 0.3),
    silent: [],
    hints: around?.hints ?? [],
    locked: [],
    rejected: [],
    pinned: {},
  };
}

/** What is above it, in the generator's own families and in the vocabulary: "Country" of bluegrass is no mistake. */
function familiesOf(genre: string): readonly string[] {
  const own = Object.keys(genreFamilies).filter((family) => genreFamilies[family]?.includes(genre));
  return [...own, ...normalizeGenre(genre).parents];
}

/** One genre in its spellings is one: "R&B" and "Rhythm and Blues". */
export function key(genre: string): string {
  return normalizeGenre(genre).genres[0] ?? genre.toLowerCase();
}
