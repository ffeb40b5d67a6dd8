import { existsSync } from 'node:fs';
import {
  type CatalogueFile,
  EarmarkError,
  type FileKey,
  newId,
  type OriginContext,
  type ReadResult,
} from '@earmark/core';
import type { UnitDiff } from './compare.ts';

import { absolute } from './paths.ts';
import { isUntouched, movedByInode, soundsAlike } from './recognise.ts';
import { stopIfAsked } from './stop.ts';

/** A unit's differences with what reading them gave. */
export interface ReadUnit {
  readonly diff: UnitDiff;
  /** New, changed and moved files, ready for the catalogue. */
  readonly rows: readonly CatalogueFile[];
  readonly fresh: readonly CatalogueFile[];
  readonly changed: number;
  readonly moved: number;
}
interface Wanted {
  readonly key: FileKey;
  readonly id?: string;
  readonly moved?: CatalogueFile;
}

/**
 * Reads what changed in these units, in one go so that the reader's workers stay busy. `moved` remembers, for
 * the whole scan, which known files were found elsewhere.
 */
export async function readUnits(
  diffs: readonly UnitDiff[],
  ctx: OriginContext,
  roots: Readonly<Record<string, string>>,
  options: { readonly empty: boolean; readonly moved: Set<string> },
): Promise<ReadUnit[]> {
  const plans = [];
  for (const diff of diffs) plans.push(await planOf(diff, ctx, roots, options));
  const place = ({ key }: Wanted) => absolute(roots[key.root] ?? '', key.path);
  const wanted = plans.flatMap(({ wanted: each }) => each);
  const answers: ReadResult[] = [];
  if (wanted.length > 0)
    for await (const answer of ctx.reader.read(wanted.map(place), { signal: ctx.signal }))
      answers.push(answer);
  stopIfAsked(ctx.signal);
  if (answers.length !== wanted.length)
    throw new EarmarkError('internal', `asked for ${wanted.length} files, got ${answers.length}`);

  let at = 0;
  return plans.map(({ diff, rows, wanted: ours, moved }) => {
    const fresh: CatalogueFile[] = [];
    const counts = { changed: 0, moved };
    for (const want of ours) {
      const answer = answers[at++];
      if (!answer) continue;
      if (!answer.ok && !existsSync(answer.path)) continue;
      if (!answer.ok) ctx.report.failed(`${want.key.root}:${want.key.path}`, answer.fault);
      if (!answer.ok && want.id !== undefined && isPassing(answer)) continue;
      const same =
        want.moved !== undefined &&
        answer.ok &&
        soundsAlike(want.moved, answer.format, answer.tags);
      const known = want.id ?? (same ? want.moved?.id : undefined);
      const row = rowOf(want.key, known ?? newId(ctx.clock.now()), answer);
      rows.push(
        same && want.moved?.album !== undefined ? { ...row, album: want.moved.album } : row,
      );
      if (known === undefined) fresh.push(row);
      else if (same) {
        options.moved.add(known);
        counts.moved++;
      } else counts.changed++;
    }
    return { diff, rows, fresh, ...counts };
  });
}

/** Which files must be read; those that only moved need not. */
async function planOf(
  diff: UnitDiff,
  ctx: OriginContext,
  roots: Readonly<Record<string, string>>,
  { empty, moved }: { readonly empty: boolean; readonly moved: Set<string> },
): Promise<{ diff: UnitDiff; rows: CatalogueFile[]; wanted: Wanted[]; moved: number }> {
  const rows: CatalogueFile[] = [];
  const wanted: Wanted[] = diff.changed.map(({ id, key }) => ({ id, key }));
  for (const key of diff.appeared) {
    const known = empty
      ? undefined
      : await movedByInode(key, ctx.catalogue, roots, (id) => moved.has(id));
    if (known && isUntouched(known, key)) {
      moved.add(known.id);
      rows.push({ ...known, ...key });
    } else wanted.push(known ? { key, moved: known } : { key });
  }
  return { diff, rows, wanted, moved: rows.length };
}

/** The disk's trouble, not the file's: the next scan tries again. */
const isPassing = (answer: ReadResult & { readonly ok: false }): boolean =>
  answer.fault.code !== 'malformed' && answer.fault.code !== 'unsupported';

function rowOf(key: FileKey, id: string, answer: ReadResult): CatalogueFile {
  if (!answer.ok) {
    const { code, message } = answer.fault;
    const nothing = { fields: {}, complete: false, pictures: 0, chapters: 0 };
    // A time that no file has makes the next scan look again.
    const seen = isPassing(answer) ? { ...key, mtimeNs: '0' } : key;
    return { ...seen, id, ...nothing, fault: { code, message } };
  }
  const { fields, complete, durationSeconds, pictures, chapters } = answer.tags;
  return {
    ...key,
    id,
    format: answer.format,
    fields,
    complete,
    pictures,
    chapters,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(answer.essence !== undefined && { essence: answer.essence }),
  };
}
