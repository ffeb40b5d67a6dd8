import { pointsOfField } from './checks/completeness.ts';
import type { CheckedAlbum, Issue, Severity } from './issue.ts';
import { type IssueKind, kindInfo } from './kinds.ts';

/**
 * How well a library is, 0 to 100.
 *
 *   album   = 100 − Σ points(kind) × min(1, files with it ÷ files), at least 0
 *   library = the albums' scores, each weighted by its number of files
 *
 * The points of each kind stand in `kinds`, those of missing fields in `wantedFields`.
 */
export interface Health {
  readonly score: number;
  readonly albums: number;
  readonly files: number;
  readonly counts: Readonly<Partial<Record<IssueKind, number>>>;
  readonly severities: Readonly<Record<Severity, number>>;
  /** The albums with the lowest scores, the lowest first: at most 10. */
  readonly worst: readonly AlbumHealth[];
}
export interface AlbumHealth {
  readonly subject: string;
  readonly title: string;
  readonly score: number;
  readonly issues: number;
}

const worstShown = 10;

/** What issues cost, on their way: of an album without issues only its size is kept. */
export interface Ledger {
  add(issue: Issue, album: Pick<CheckedAlbum, 'kind'>, files: number): void;
  /** Every album once, whether it has issues or not. */
  enter(files: number): void;
  health(): Health;
  /** Of one album so far, 0 to 100. */
  scoreOf(subject: string): number;
}

interface Account {
  readonly title: string;
  readonly files: number;
  issues: number;
  /** By kind, and field where it has one: points times share. */
  readonly costs: Map<string, number>;
}

export function createLedger(): Ledger {
  const accounts = new Map<string, Account>();
  const counts: Partial<Record<IssueKind, number>> = {};
  const bySeverity: Record<Severity, number> = { info: 0, warning: 0, error: 0 };
  let albums = 0;
  let all = 0;

  return {
    enter(files) {
      albums += 1;
      all += files;
    },
    add(issue, { kind: ofAlbum }, files) {
      const { subject, title, kind, field, severity } = issue;
      counts[kind] = (counts[kind] ?? 0) + 1;
      bySeverity[severity] += 1;
      const account = accounts.get(subject) ?? { title, files, issues: 0, costs: new Map() };
      accounts.set(subject, account);
      account.issues += 1;
      const missing = kind === 'missing-field' && field !== undefined;
      const points = missing ? pointsOfField(field, ofAlbum) : kindInfo(kind).points;
      const key = missing ? `${kind} ${field}` : kind;
      const cost = (account.costs.get(key) ?? 0) + (points * issue.files) / Math.max(1, files);
      account.costs.set(key, Math.min(points, cost));
    },
    scoreOf: (subject) => rounded(100 - costOf(accounts.get(subject))),
    health() {
      let lost = 0;
      const worst: AlbumHealth[] = [];
      for (const [subject, account] of accounts) {
        const { title, files, issues } = account;
        const cost = costOf(account);
        lost += cost * files;
        worst.push({ subject, title, score: rounded(100 - cost), issues });
      }
      worst.sort((a, b) => a.score - b.score || (a.subject < b.subject ? -1 : 1));
      return {
        score: rounded(all === 0 ? 100 : 100 - lost / all),
        albums,
        files: all,
        counts,
        severities: bySeverity,
        worst: worst.slice(0, worstShown),
      };
    },
  };
}

const costOf = (account: Account | undefined): number =>
  Math.min(
    100,
    [...(account?.costs.values() ?? [])].reduce((sum, each) => sum + each, 0),
  );
const rounded = (score: number) => Math.round(score * 10) / 10;
