import type { Claim, Subject } from '@earmark/core';
import known from '../data/labels.json' with { type: 'json' };
import { keyOf, wordsOf } from '../text/key.ts';
import type { HintSettings } from './options.ts';

const suffixes = new Set(
  'records recordings record music label ltd inc gmbh entertainment'.split(' '),
);

/** What a record label is known for. */
export function labelHints({ label }: Subject, { labels }: HintSettings): readonly Claim[] {
  if (label === undefined) return [];
  const keys = new Set([keyOf(label), shortKey(label)]);
  const all = [...Object.entries(labels), ...Object.entries(known)];
  const found = all.find(([name]) => keys.has(keyOf(name)) || keys.has(shortKey(name)));
  return (found?.[1] ?? []).map((value) => ({
    field: 'genre',
    value,
    strength: 0.8,
    level: 'label' as const,
  }));
}

function shortKey(label: string): string {
  return wordsOf(label)
    .filter((word) => !suffixes.has(word))
    .join('');
}
