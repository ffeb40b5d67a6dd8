import {
  type Decided,
  type Decision,
  decisionId,
  ownDecisions,
  type Pipeline,
  partId,
  pipeline,
  type RunContext,
  type Subject,
} from '@earmark/core';
import { chosenFixes, type FixGroup } from './fix-groups.ts';
import type { Issue } from './issue.ts';

export interface FixesOptions {
  /** What happens to fixes that change nothing but invisible characters: they wait for a yes like all others (the default), or they are of the auto band. */
  readonly certain?: 'review' | 'apply';
}

/**
 * The issues' fixes as decisions: pipe them into `apply()`. Fields that a person locked and fixes that a person
 * rejected are passed by. Where several issues touch one field of one file, the later ones wait for another check.
 */
export function fixes(
  issues: Iterable<Issue>,
  { certain = 'review' }: FixesOptions = {},
): Pipeline<Decided> {
  return pipeline({
    name: 'quality-fixes',
    async *start(run) {
      let found = 0;
      for (const group of chosenFixes(issues, certain === 'apply')) {
        if (run.signal.aborted) return;
        const decided = await decidedOf(group, run);
        if (!decided) continue;
        found += 1;
        run.count('subjects');
        yield decided;
      }
      run.expect(found);
    },
  });
}

function decidedOf(group: FixGroup, run: RunContext): Promise<Decided | undefined> {
  const subject = subjectOf(group);
  const decisions = group.changes.map((change) => decisionOf(change, group, subject));
  return ownDecisions(subject, decisions, run);
}

/** Of the files that change alike, and no others: so a yes to one change is never a yes to another. */
function subjectOf({ issue, targets, changes }: FixGroup): Subject {
  const fields = Object.fromEntries(changes.map(({ field, before }) => [field, before]));
  const [only] = targets;
  const name = targets.length === 1 && only ? ` (${fileName(only.target)})` : '';
  return {
    kind: targets.length === 1 ? 'track' : 'album',
    id: partId(
      issue.subject,
      targets.map(({ target }) => target),
    ),
    title: `${issue.title}${name}`,
    creators: [],
    targets: targets.map(({ sink, target }) => ({ sink, id: target, fields })),
  };
}

function decisionOf(
  { field, before, after, belief, evidence }: FixGroup['changes'][number],
  { band }: FixGroup,
  subject: Subject,
): Decision {
  return {
    id: decisionId(subject.id, field, after),
    subject: subject.id,
    field,
    before,
    after,
    belief,
    confidence: belief,
    band,
    reasons: [{ what: evidence, contribution: belief }],
    silent: [],
    uncalibrated: true,
  };
}

const fileName = (target: string) => target.slice(target.lastIndexOf('/') + 1);
