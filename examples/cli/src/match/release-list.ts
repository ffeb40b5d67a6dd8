import type { FoundReleases, MatchedRelease } from '@earmark/core';
import { wrap } from '../output/cells.ts';
import { releaseWords } from '../output/matches.ts';
import { printable } from '../output/printable.ts';
import { cyan, dim, yellow } from '../output/style.ts';

/** Releases to choose from by their number, each with what tells it from the others. */
export function releaseList(
  { releases, silent }: FoundReleases,
  width: number,
  foot: (release: MatchedRelease) => string = ({ url }) => url ?? '',
): string {
  const lines = releases.flatMap((release, at) => {
    const head = `${String(at + 1).padStart(3)}  ${cyan(release.source)}: ${releaseWords(release)}`;
    const under = foot(release);
    return [
      wrap(head, width, 5),
      ...(under === '' ? [] : [dim(wrap(`     ${printable(under)}`, width, 5))]),
    ];
  });
  const unheard = silent.map(({ source, fault }) =>
    yellow(wrap(`${source} could not be asked: ${printable(fault.message)}`, width, 2)),
  );
  return [...(releases.length === 0 ? ['No source knows it.'] : lines), ...unheard].join('\n');
}
