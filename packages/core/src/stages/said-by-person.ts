import { randomUUID } from 'node:crypto';
import type { Decision, Fields, Subject } from '../spec.ts';
import type { Decided } from './decide.ts';

/**
 * A person's word on fields of a subject: decided, approved, and for `apply()` like everything else, so that it is
 * planned, journalled, verified and can be undone.
 */
export function saidByPerson(subject: Subject, set: Fields): Decided {
  const decisions = Object.entries(set).map(([field, after]) => said(subject.id, field, after));
  return { subject, decisions, approved: new Set(decisions.map(({ id }) => id)) };
}

const said = (subject: string, field: string, after: readonly string[]): Decision => ({
  id: randomUUID(),
  subject,
  field,
  before: [],
  after,
  belief: 1,
  confidence: 1,
  band: 'auto',
  reasons: [{ what: 'a person said so', contribution: 1 }],
  silent: [],
  uncalibrated: true,
});
