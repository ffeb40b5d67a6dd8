import { createHash } from 'node:crypto';
import type { Diff, Fields } from '@earmark/core';
import type { Item } from './answers.ts';
import { ruleOf } from './fields.ts';

const paired = new Set(['series', 'seriespart']);

/** What an item says in these fields, in the server's own normal form. */
function normalOf(fields: readonly string[], values: Fields, item: Item): unknown {
  const normal: Record<string, unknown> = {};
  for (const field of [...fields].sort())
    if (!paired.has(field)) normal[field] = ruleOf(field).normal(values[field] ?? [], item);
  if (fields.some((field) => paired.has(field))) normal.series = pairsOf(values, item);
  return normal;
}

function pairsOf(values: Fields, item: Item): readonly string[] {
  const names = values.series ?? ruleOf('series').read(item);
  const parts = values.seriespart ?? ruleOf('seriespart').read(item);
  const pairs = new Map<string, string>();
  for (const [at, name] of names.entries()) {
    const key = name.trim().toLowerCase();
    if (!pairs.has(key)) pairs.set(key, (parts[at] ?? '').trim());
  }
  return [...pairs].map(([name, part]) => `${name}\t${part}`).sort();
}

export const valuesOf = (fields: readonly string[], item: Item): Fields =>
  Object.fromEntries(fields.map((field) => [field, ruleOf(field).read(item)]));

const same = (fields: readonly string[], a: Fields, b: Fields, item: Item): boolean =>
  JSON.stringify(normalOf(fields, a, item)) === JSON.stringify(normalOf(fields, b, item));

export const isAs = (fields: readonly string[], wanted: Fields, item: Item): boolean =>
  same(fields, wanted, valuesOf(fields, item), item);

export function fingerprintOf(fields: readonly string[], item: Item): string {
  const normal = normalOf(fields, valuesOf(fields, item), item);
  return createHash('sha256').update(JSON.stringify(normal)).digest('hex');
}

export const fieldsIn = (diff: readonly Diff[]): readonly string[] =>
  diff.map(({ field }) => field);
export const side = (diff: readonly Diff[], which: 'before' | 'after'): Fields =>
  Object.fromEntries(diff.map((each) => [each.field, each[which]]));
