import {
  EarmarkError,
  type Fields,
  type RandomAccess,
  type TagCodec,
  type Tags,
} from '@earmark/core';
import { sameValues, valuesOf } from './values.ts';

/** Throws where the result does not read as wanted. */
export function verifyFields(tags: Tags, set: Fields, reader: string): void {
  for (const [field, wanted] of Object.entries(set)) {
    const got = valuesOf(tags.fields, field);
    if (!sameValues(field, got, wanted)) {
      throw new EarmarkError(
        'integrity',
        `${reader} reads ${field} as ${JSON.stringify(got)} where ${JSON.stringify(wanted)} was written`,
      );
    }
  }
}

/** Names for one thing in a file, whole or in part: whoever writes one may change the other. */
const linked: readonly (readonly string[])[] = [
  ['date', 'year'],
  ['track', 'tracktotal'],
  ['disc', 'disctotal'],
];

/** Throws where a field reads differently that nobody asked to change. */
export function verifyOthers(before: Tags, after: Tags, set: Fields): void {
  const asked = Object.keys(set);
  const mayChange = new Set([
    ...asked,
    ...linked.filter((names) => names.some((name) => asked.includes(name))).flat(),
  ]);
  for (const field of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
    if (mayChange.has(field)) continue;
    if (!sameValues(field, valuesOf(before.fields, field), valuesOf(after.fields, field)))
      throw new EarmarkError(
        'integrity',
        `writing would also change ${field}, which was not asked for`,
      );
  }
}

/** Throws where something differs that nobody asked to change: a frame, an atom, a chapter, a picture. */
export function verifyInventory(
  codec: TagCodec,
  before: RandomAccess,
  after: RandomAccess,
  changes: Iterable<string>,
): void {
  const mayChange = keyMatcher(changes);
  const old = byKey(codec.inventory(before), mayChange);
  const now = byKey(codec.inventory(after), mayChange);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(key) !== now.get(key))
      throw new EarmarkError(
        'integrity',
        `writing would also change ${key}, which was not asked for`,
      );
  }
}

function keyMatcher(names: Iterable<string>): (key: string) => boolean {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const name of names)
    if (name.endsWith('*')) prefixes.push(name.slice(0, -1));
    else exact.add(name);
  return (key) => exact.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

function byKey(
  entries: ReturnType<TagCodec['inventory']>,
  leftOut: (key: string) => boolean,
): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const { key, digest } of entries)
    if (!leftOut(key)) digests.set(key, `${digests.get(key) ?? ''} ${digest}`);
  return digests;
}
