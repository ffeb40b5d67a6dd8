import { z } from 'zod';

/**
 * What may be done with a field. `never`: nothing. `fill-empty`: it is filled where it is empty. `replace-when-sure`:
 * besides, what says something else is replaced where sources agree.
 */
export const fieldModes = ['never', 'fill-empty', 'replace-when-sure'] as const;
export type FieldMode = (typeof fieldModes)[number];
export type FieldModes<Field extends string> = Partial<Readonly<Record<Field, FieldMode>>>;

/** The options' shape of a mode for each of some fields. */
export const modesOf = <const Fields extends readonly string[]>(fields: Fields) =>
  z.partialRecord(z.enum(fields), z.enum(fieldModes));

/** A wrong value is worse than none: less than this is not worth a question. */
const worthAsking = 0.5;
/** What is there was put there by somebody. No single source reaches this unless it knows the very edition. */
const sure = 0.9;

/** Whether a belief is enough to propose something where a field has a value, or has none. */
export const isEnough = (mode: FieldMode, belief: number, isEmpty: boolean): boolean =>
  isEmpty
    ? mode !== 'never' && belief >= worthAsking
    : mode === 'replace-when-sure' && belief >= sure;
