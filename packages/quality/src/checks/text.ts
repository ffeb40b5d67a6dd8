import type { FieldName } from '@earmark/core';
import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import type { IssueKind } from '../kinds.ts';
import type { Settings } from '../options.ts';
import { counted, nameOf, shownAll } from '../text/show.ts';
import { repairs } from './repairs.ts';
import { textFields } from './text-fields.ts';

interface Step {
  readonly kind: IssueKind;
  readonly certain: boolean;
  readonly after: readonly string[];
}

/** Characters and format of every line of text. Files with the same values share an issue. */
export function* checkText(album: CheckedAlbum, settings: Settings): Generator<Found> {
  for (const field of textFields) {
    for (const [values, files] of byValues(album.files, field)) {
      for (const step of stepsOf(values, field, settings))
        yield {
          kind: step.kind,
          field,
          evidence: `${field} ${shownAll(values)} ${where(files, album)}`,
          files: files.length,
          ...only(files),
          ...fixOf(step, values, field, files),
        };
    }
  }
}

function stepsOf(values: readonly string[], field: FieldName, settings: Settings): Step[] {
  const steps: Step[] = [];
  let now = values;
  let certain = true;
  for (const each of repairs) {
    let found = false;
    const after = now.flatMap((value) => {
      const better = each.repair(value, field, settings);
      if (better) found = true;
      return better ?? [value];
    });
    if (!found) continue;
    certain &&= each.certain;
    now = [...new Set(after)];
    steps.push({ kind: each.kind, certain, after: now });
  }
  return steps;
}

/** A value that was nothing but dirt is no value; whether the field should go is for a person to say. */
function fixOf(
  { certain, after }: Step,
  before: readonly string[],
  field: FieldName,
  files: readonly CheckedFile[],
): Pick<Found, 'fix'> {
  if (after.length === 0) return {};
  return {
    fix: {
      certain,
      changes: files.map(({ sink, target }) => ({ sink, target, field, before, after })),
    },
  };
}

export function byValues(
  files: readonly CheckedFile[],
  field: FieldName,
): Iterable<readonly [readonly string[], readonly CheckedFile[]]> {
  const groups = new Map<string, [readonly string[], CheckedFile[]]>();
  for (const file of files) {
    const values = file.fields[field] ?? [];
    if (values.length === 0) continue;
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group[1].push(file);
    else groups.set(key, [values, [file]]);
  }
  return groups.values();
}

/** `in all 12 files`, `in 3 of 12 files`, `in 03 Song.mp3`. */
export function where(files: readonly CheckedFile[], album: CheckedAlbum): string {
  const [first] = files;
  if (files.length === 1 && first && album.files.length > 1) return `in ${nameOf(first.target)}`;
  if (files.length === album.files.length)
    return files.length === 1 ? 'in its file' : `in all ${files.length} files`;
  return `in ${files.length} of ${counted(album.files.length, 'file')}`;
}

export function only(files: readonly CheckedFile[]): Pick<Found, 'target'> {
  const [first] = files;
  return files.length === 1 && first ? { target: first.target } : {};
}
