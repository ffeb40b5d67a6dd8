import type { AlbumQuery } from '@earmark/core';
import { computed } from '@preact/signals';
import { place } from './router.ts';

/** The words of the address that narrow the list; `sort` and `descending` order it, `view` draws it. */
export const filterNames = [
  'text',
  'genre',
  'format',
  'state',
  'decade',
  'creator',
  'root',
  'locked',
  'completeness',
  'issue',
  'silent',
] as const;

const states = [
  'review',
  'manual',
  'proposed',
  'changed',
  'confirmed',
  'settled',
  'undecided',
  'unknown',
  'failed',
] as const;
const sorts = [
  'title',
  'creator',
  'year',
  'added',
  'changed',
  'confidence',
  'health',
  'folder',
] as const;

export function readFilter(query: URLSearchParams): AlbumQuery {
  const word = (name: string) => query.get(name) || undefined;
  const decade = Number(word('decade'));
  const state = states.find((each) => each === word('state'));
  const sort = sorts.find((each) => each === word('sort')) ?? 'creator';
  const completeness = (['complete', 'incomplete', 'untagged'] as const).find(
    (each) => each === word('completeness'),
  );
  const texts = Object.fromEntries(
    (['text', 'genre', 'format', 'creator', 'root', 'issue', 'silent'] as const).flatMap((name) => {
      const value = word(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    ...texts,
    ...(decade >= 1000 ? { years: [decade, decade + 9] as const } : {}),
    ...(state ? { state } : {}),
    ...(completeness ? { completeness } : {}),
    ...(word('locked') === 'yes' ? { locked: true } : {}),
    sort,
    descending: word('descending') === 'yes',
  };
}

export const albumFilter = computed(() => readFilter(place.value.query));

/** The same for two addresses that list the same. */
export function filterKeys(query: URLSearchParams): string {
  return JSON.stringify(readFilter(query));
}
