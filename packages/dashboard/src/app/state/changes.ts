import type { ChangeView } from '../api/types.ts';

/** One change of one field of an album, in however many files. */
export interface Change {
  readonly subject: string;
  readonly title: string;
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly files: number;
  readonly undone: boolean;
  /** Why it was not made. */
  readonly fault?: string;
  readonly run: string;
  /** The receipts that make it up, for undo: none where nothing was written. */
  readonly receipts: readonly string[];
  readonly at: number;
}

/** Changes come by file; people think in albums. Order is kept. */
export function changesOf(rows: readonly ChangeView[]): readonly Change[] {
  const found = new Map<string, Change>();
  for (const row of rows) {
    const { receipt, run, subject, title, target, field, before, after, undone, at } = row;
    const fault = row.fault?.message;
    const key = JSON.stringify([run, subject ?? target, field, before, after, undone, fault]);
    const known = found.get(key);
    found.set(key, {
      subject: subject ?? target,
      title: title ?? target,
      field,
      before,
      after,
      files: (known?.files ?? 0) + 1,
      undone,
      ...(fault === undefined ? {} : { fault }),
      run,
      receipts: [...(known?.receipts ?? []), ...(receipt === undefined ? [] : [receipt])],
      at: Math.max(known?.at ?? 0, at),
    });
  }
  return [...found.values()];
}

/** The changes of one album, in the order in which the album first comes. */
export interface AlbumChanges {
  readonly subject: string;
  readonly title: string;
  readonly changes: readonly Change[];
}

export function byAlbum(changes: readonly Change[]): readonly AlbumChanges[] {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    const known = found.get(change.subject);
    if (known) known.push(change);
    else found.set(change.subject, [change]);
  }
  return [...found].map(([subject, own]) => ({
    subject,
    title: own[0]?.title ?? subject,
    changes: own,
  }));
}
