import { repairs } from './checks/repairs.ts';
import type { FixChange, Issue } from './issue.ts';
import { type IssueKind, kindInfo } from './kinds.ts';

/** Files and what they all get. */
export interface FixGroup {
  readonly issue: Pick<Issue, 'subject' | 'title'>;
  readonly band: 'auto' | 'review';
  readonly targets: readonly Pick<FixChange, 'sink' | 'target'>[];
  readonly changes: readonly GroupChange[];
}
export interface GroupChange extends Pick<FixChange, 'field' | 'before' | 'after'> {
  readonly belief: number;
  readonly evidence: string;
}

interface Choice {
  readonly issue: Issue;
  readonly change: FixChange;
  readonly band: 'auto' | 'review';
  readonly belief: number;
}

/** Repairs of text build on each other: the last one has them all. */
const chain: ReadonlySet<IssueKind> = new Set(repairs.map(({ kind }) => kind));

/** One change for a field of a file. What is applied at once goes file by file, what people are asked is asked once for all files that change alike. */
export function* chosenFixes(issues: Iterable<Issue>, applyCertain: boolean): Generator<FixGroup> {
  const chosen = new Map<string, Choice[]>();
  for (const issue of issues)
    for (const change of issue.fix?.changes ?? []) {
      const key = JSON.stringify([change.target, change.field]);
      const { belief = 0 } = kindInfo(issue.kind);
      const band = applyCertain && issue.fix?.certain ? 'auto' : 'review';
      chosen.set(key, preferred(chosen.get(key) ?? [], { issue, change, band, belief }));
    }
  const groups = new Map<string, Choice[]>();
  for (const choice of [...chosen.values()].flat()) {
    const { issue, change, band } = choice;
    const { target, field, before, after } = change;
    const key =
      band === 'auto'
        ? JSON.stringify([band, target])
        : JSON.stringify([band, issue.subject, field, before, after]);
    const group = groups.get(key);
    if (group) group.push(choice);
    else groups.set(key, [choice]);
  }
  for (const group of groups.values()) yield groupOf(group);
}

function preferred(before: readonly Choice[], next: Choice): Choice[] {
  if (before.some(({ issue }) => !chain.has(issue.kind))) return [...before];
  if (before.length > 0 && !chain.has(next.issue.kind)) return [...before];
  // A repair that builds on a doubtful one is as doubtful.
  const belief = Math.min(next.belief, ...before.map((choice) => choice.belief));
  return [...before.filter(({ band }) => band !== next.band), { ...next, belief }];
}

function groupOf(choices: readonly Choice[]): FixGroup {
  const [first] = choices as readonly [Choice, ...Choice[]];
  const targets = new Map(choices.map(({ change }) => [change.target, change]));
  const changes = new Map(choices.map((choice) => [choice.change.field, changeOf(choice)]));
  return {
    issue: first.issue,
    band: first.band,
    targets: [...targets.values()].map(({ sink, target }) => ({ sink, target })),
    changes: [...changes.values()],
  };
}

function changeOf({ issue, belief, change: { field, before, after } }: Choice): GroupChange {
  return { field, before, after, belief, evidence: issue.evidence };
}
