import { EarmarkError } from '@earmark/core';
import type { Item } from './answers.ts';

/** `abs:<library>:<item>`: the same on every machine, and the item's lock key. */
export const targetOf = (name: string, { libraryId, id }: Item) => `${name}:${libraryId}:${id}`;
export const subjectOf = (name: string, { id }: Pick<Item, 'id'>) => `${name}:${id}`;

export function targetItem(target: string, name: string): string {
  const parts = target.split(':');
  const [of, , id] = parts;
  if (parts.length === 3 && of === name && id) return id;
  throw new EarmarkError('config', `${JSON.stringify(target)} is not a target of ${name}.`);
}

/** Nothing where it is somebody else's subject. */
export function subjectItem(subject: string, name: string): string | undefined {
  return subject.startsWith(`${name}:`) ? subject.slice(name.length + 1) : undefined;
}
