import { createHash } from 'node:crypto';

/**
 * The id of some of a subject's targets, where they change and the others do not: a subject of its own, so that a
 * yes to one change is never a yes to another. What people lock there is locked for the whole.
 */
export function partId(subject: string, targets: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([...targets].sort()))
    .digest('hex');
  return `${subject}#${digest.slice(0, 12)}`;
}

/** The subject that a part belongs to; a whole one is its own. */
export const wholeOf = (subject: string): string => subject.replace(/#[0-9a-f]{12}$/, '');
