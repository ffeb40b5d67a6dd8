import type { Json } from '@earmark/core';
import type { Health } from './health.ts';
import type { Issue } from './issue.ts';
import type { IssueKind } from './kinds.ts';

const version = 1;

/** What a check of a library found, small enough to be kept: all counts, and some issues of each kind. */
export interface FoundIssues {
  readonly version: typeof version;
  readonly at: number;
  readonly run: string;
  readonly score: number;
  readonly albums: number;
  readonly files: number;
  readonly kinds: readonly FoundKind[];
  readonly issues: readonly FoundIssue[];
}
export interface FoundKind {
  readonly kind: IssueKind;
  readonly issues: number;
  /** How many of them can be put right. */
  readonly fixes: number;
}
export interface FoundIssue extends Omit<Issue, 'fix'> {
  readonly fixable: boolean;
}
export interface IssueCollection {
  add(issue: Issue): void;
  found(check: { readonly at: number; readonly run: string; readonly health: Health }): FoundIssues;
}

const mostOfAKind = 50;

export function collectIssues(): IssueCollection {
  const kept = new Map<IssueKind, { issues: number; fixes: number; some: FoundIssue[] }>();
  return {
    add({ fix, ...issue }) {
      const known = kept.get(issue.kind) ?? { issues: 0, fixes: 0, some: [] };
      kept.set(issue.kind, known);
      known.issues += 1;
      if (fix) known.fixes += 1;
      if (known.some.length < mostOfAKind)
        known.some.push({ ...issue, fixable: fix !== undefined });
    },
    found: ({ at, run, health: { score, albums, files } }) => ({
      version,
      at,
      run,
      score,
      albums,
      files,
      kinds: [...kept].map(([kind, { issues, fixes }]) => ({ kind, issues, fixes })),
      issues: [...kept.values()].flatMap(({ some }) => some),
    }),
  };
}

/** Nothing of another version: the next check writes it anew. */
export function readFoundIssues(kept: Json | undefined): FoundIssues | undefined {
  if (typeof kept !== 'object' || kept === null || !('version' in kept)) return undefined;
  return kept.version === version ? (kept as unknown as FoundIssues) : undefined;
}
