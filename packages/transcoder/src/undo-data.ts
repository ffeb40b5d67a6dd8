import { EarmarkError, type Json, type Receipt } from '@earmark/core';
import type { Side } from './files/exchange.ts';

/** What a receipt's undo holds: which kept entry, and which of its two files goes back. */
export interface UndoData {
  readonly entry: string;
  readonly before: Side;
  readonly after: Side;
  /** What is put in place by the undo. */
  readonly back: 'before' | 'after';
}

export const undoToJson = ({ entry, before, after, back }: UndoData): Json => ({
  entry,
  before: sideOf(before),
  after: sideOf(after),
  back,
});
export const sideOf = ({ name, size, digest }: Side) => ({ name, size, digest });

/** Undefined where nothing was changed. */
export function undoOf({ plan, undo }: Receipt): UndoData | undefined {
  if (undo === undefined) return undefined;
  if (isUndo(undo)) return undo;
  throw new EarmarkError('internal', `the receipt of ${plan} was not made by this sink`);
}
function isUndo(json: unknown): json is UndoData {
  return (
    typeof json === 'object' &&
    json !== null &&
    'entry' in json &&
    'before' in json &&
    'after' in json &&
    'back' in json
  );
}
