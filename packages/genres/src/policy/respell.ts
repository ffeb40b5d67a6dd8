import type { Proposal, Subject } from '@earmark/core';
import { normalizeGenre } from '../normalize-genre.ts';
import type { Settings } from './options.ts';

/** Nobody said that these are the right genres, only that they can be spelled otherwise. */
const asked = 0.15;

/**
 * The genres of today in the vocabulary's spelling, for where nobody knows the album: of each file its own, all of
 * them, in their order. What is no genre to the vocabulary stays as it is, as it is one to somebody. Nothing where
 * nothing would change.
 */
export function respelled({ targets }: Subject, { respell }: Settings): readonly Proposal[] {
  if (respell === 'never') return [];
  const spell = respell === 'write' ? onlySpelled : anyReading;
  const groups = Map.groupBy(targets, ({ fields }) => (fields.genre ?? []).join('\n'));
  return [...groups.values()].flatMap((group) => {
    const today = group[0]?.fields.genre ?? [];
    const after = [...new Set(today.flatMap(spell))];
    if (after.join('\n') === today.join('\n')) return [];
    const targetsOf = group.length < targets.length ? { targets: group.map(({ id }) => id) } : {};
    return [{ field: 'genre', after, ...targetsOf, ...word[respell] }];
  });
}

const what = 'the genres of today, as they are spelled';
const word = {
  ask: { belief: asked, reasons: [{ what, contribution: asked }] },
  write: { belief: 1, reasons: [{ what, contribution: 1 }], uncalibrated: true },
} as const;

function anyReading(label: string): readonly string[] {
  const { genres } = normalizeGenre(label, { ofFile: true });
  return genres.length > 0 ? genres : [label.trim()];
}

/** Another spelling of one name; what is read into a label beyond that is not certain. */
function onlySpelled(label: string): readonly string[] {
  const { genres, by } = normalizeGenre(label, { ofFile: true });
  return by === 'name' && genres.length === 1 ? genres : [label.trim()];
}
