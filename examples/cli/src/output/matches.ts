import type { Decision, MatchedRelease } from '@earmark/core';
import { percent } from './percent.ts';
import { printable } from './printable.ts';
import { cyan, dim } from './style.ts';

/** Which releases a decision rests on, in words: `musicbrainz: Weezer – Weezer (Blue Album), 1994, 10 tracks (98 %)`. */
export function matchLines({ matches = [] }: Pick<Decision, 'matches'>): readonly string[] {
  return matches.flatMap(({ runnerUp, ...match }) => [
    `    ${cyan(match.source)}: ${releaseWords(match)}${match.url ? dim(`  ${match.url}`) : ''}`,
    ...(runnerUp ? [dim(`      second: ${releaseWords(runnerUp)}`)] : []),
  ]);
}

export function releaseWords({
  title,
  creators,
  year,
  country,
  tracks,
  score,
}: MatchedRelease): string {
  const name = [creators.join(', '), title].filter((word) => word !== '').join(' – ');
  const facts = [
    printable(name),
    ...(year === undefined ? [] : [String(year)]),
    ...(country === undefined ? [] : [printable(country)]),
    ...(tracks === undefined ? [] : [`${tracks} ${tracks === 1 ? 'track' : 'tracks'}`]),
  ];
  return `${facts.join(', ')} (${percent(score)})`;
}
