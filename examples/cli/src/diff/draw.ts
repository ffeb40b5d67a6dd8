import type { Diff } from '@earmark/core';
import { cellsOf, wrap } from '../output/cells.ts';
import { counted } from '../output/counted.ts';
import { matchLines } from '../output/matches.ts';
import type { ShowPlace } from '../output/place.ts';
import { printable } from '../output/printable.ts';
import { sides } from '../output/sides.ts';
import { bold, dim, red, yellow } from '../output/style.ts';
import type { AlbumChanges } from './albums.ts';
import type { RunChange } from './changes.ts';

/** An album: what it was matched with, what changed in all of its files, and then each file in playing order. */
export function albumLines(
  { title, matches, changes }: AlbumChanges,
  place: ShowPlace,
  width: number,
): string {
  const files = new Set(changes.map(({ target }) => target)).size;
  const shared = sharedBy(changes);
  const name = title === '' ? 'single files' : title;
  return [
    wrap(`${bold(printable(name))}  ${dim(counted(files, 'file'))}`, width, 2),
    ...matchLines({ matches }).map((line) => wrap(line.slice(2), width, 4)),
    ...shared.flatMap((diff) => diffLines(diff, width, 2)),
    ...changes.flatMap((change) => changeLines(change, shared, place, width)),
  ].join('\n');
}

function changeLines(
  change: RunChange,
  shared: readonly Diff[],
  place: ShowPlace,
  width: number,
): readonly string[] {
  const own = change.diff.filter((diff) => !shared.some((other) => isSame(diff, other)));
  return [
    wrap(`  ${printable(place(change.target))}  ${fate(change)}`, width, 4),
    ...change.notes.map((note) => wrap(`    ${dim(printable(note))}`, width, 4)),
    ...own.flatMap((diff) => diffLines(diff, width, 4)),
  ];
}

function fate({ receipt, undoneBy, status, fault }: RunChange): string {
  if (receipt) return dim(`receipt ${receipt}${undoneBy ? ', undone' : ''}`);
  if (fault) return red(`failed: ${printable(fault.message)}`);
  return status === 'failed' ? red('failed') : yellow('planned, not written');
}

function diffLines({ field, before, after }: Diff, width: number, indent: number) {
  const margin = ' '.repeat(indent);
  const under = ' '.repeat(cellsOf(field));
  const shown = sides(before, after);
  const room = indent + cellsOf(field) + 4;
  return [
    wrap(`${margin}${field}  - ${shown.before}`, width, room),
    wrap(`${margin}${under}  + ${shown.after}`, width, room),
  ];
}

/** What all files have in common is said once, where there is more than one. */
function sharedBy(changes: readonly RunChange[]): readonly Diff[] {
  const [first, second] = changes;
  if (!first || !second) return [];
  return first.diff.filter((diff) =>
    changes.every(({ diff: other }) => other.some((each) => isSame(diff, each))),
  );
}

const isSame = (a: Diff, b: Diff) => JSON.stringify(a) === JSON.stringify(b);
