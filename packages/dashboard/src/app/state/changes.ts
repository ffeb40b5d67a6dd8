import type { ReceiptView } from '../api/types.ts';

/** One change of one field of an album, in however many files. */
export interface Change {
  readonly subject: string;
  readonly title: string;
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly files: number;
  readonly undone: boolean;
  /** The receipts that make it up, for undo. */
  readonly receipts: readonly string[];
  readonly at: number;
}

/** Receipts are about files; people think in albums. Order is kept. */
export function changesOf(receipts: readonly ReceiptView[]): readonly Change[] {
  const found = new Map<string, Change>();
  for (const { id, subject, title, target, diff, undoneBy, at } of receipts) {
    for (const { field, before, after } of diff) {
      const key = JSON.stringify([subject ?? target, field, before, after, undoneBy !== undefined]);
      const known = found.get(key);
      found.set(key, {
        subject: subject ?? target,
        title: title ?? target,
        field,
        before,
        after,
        files: (known?.files ?? 0) + 1,
        undone: undoneBy !== undefined,
        receipts: [...(known?.receipts ?? []), id],
        at: Math.max(known?.at ?? 0, at),
      });
    }
  }
  return [...found.values()];
}
