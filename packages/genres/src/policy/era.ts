import type { Match, Subject } from '@earmark/core';
import eras from '../data/eras.json' with { type: 'json' };
import { vocabulary } from '../data/index.ts';

const known: Readonly<Record<string, number>> = eras;
/** Nobody agrees on the first record of a genre, and forerunners are counted in. */
const forerunners = 3;
/** A candidate that is less surely the album says nothing about its year. */
const likely = 0.5;

/** The year of the album: the latest that anybody says, as one mistaken or reissued date should accuse no genre. */
export function latestYear({ year }: Subject, matches: readonly Match[]): number | undefined {
  const said = matches
    .filter(({ score }) => score >= likely)
    .flatMap(({ candidate }) => candidate.year ?? []);
  const years = year === undefined ? said : [year, ...said];
  return years.length === 0 ? undefined : Math.max(...years);
}

export function isBeforeItsTime(genre: string, year: number | undefined): boolean {
  const first = beginningOf(genre);
  return year !== undefined && first !== undefined && year + forerunners < first;
}

/** Its own year, else the earliest of what it is a kind of; unknown where that is unknown of one of them. */
function beginningOf(genre: string): number | undefined {
  const own = known[genre];
  if (own !== undefined) return own;
  const above = (vocabulary.get(genre)?.parents ?? []).map(beginningOf);
  const dated = above.filter((year) => year !== undefined);
  return dated.length === 0 || dated.length < above.length ? undefined : Math.min(...dated);
}
