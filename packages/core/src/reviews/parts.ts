import { createHash } from 'node:crypto';
import type { Proposal, Subject, Target } from '../spec.ts';

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

/** What a review of a decision calls its subject: questions about some of the targets do not replace each other. */
export const reviewSubject = (subject: string, { targets }: Pick<Proposal, 'targets'>): string =>
  targets ? partId(subject, targets) : subject;

/** The targets that a decision is about. */
export const targetsOf = (
  { targets }: Subject,
  { targets: wanted }: Pick<Proposal, 'targets'>,
): readonly Target[] => (wanted ? targets.filter(({ id }) => wanted.includes(id)) : targets);
