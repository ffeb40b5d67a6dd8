import type { FieldName, Fields } from '@earmark/core';
import type { IssueKind } from './kinds.ts';

/** `error`: something is broken or lost. `warning`: something is wrong or missing. `info`: a matter of taste, or of completeness. */
export type Severity = 'info' | 'warning' | 'error';
export const severities: readonly Severity[] = ['info', 'warning', 'error'];

/** One thing that is wrong with an album, a book, or one file of it. */
export interface Issue {
  /** Of subject, kind, target, field and what was found: the same issue has the same id in every run. */
  readonly id: string;
  readonly kind: IssueKind;
  readonly severity: Severity;
  /** The album's or book's id. Unreadable files that belong to none: `folder:<root id>:<folder>`. */
  readonly subject: string;
  /** How a person calls the subject: `Artist – Album`. */
  readonly title: string;
  /** Set where the issue is about one file alone. */
  readonly target?: string;
  readonly field?: FieldName;
  /** A sentence that says what was seen, with the values. May hold whatever the tags hold: print it with care. */
  readonly evidence: string;
  /** How many files of the subject it touches, for the health score. */
  readonly files: number;
  readonly fix?: Fix;
}

/** What would put it right: a proposal, which becomes a plan only through `fixes`. */
export interface Fix {
  /** Nothing but invisible characters changes: safe without a look. */
  readonly certain: boolean;
  readonly changes: readonly FixChange[];
}
export interface FixChange {
  readonly sink: string;
  readonly target: string;
  readonly field: FieldName;
  readonly before: readonly string[];
  /** An empty list deletes the field. */
  readonly after: readonly string[];
}

/** What a check says; the library check adds who it is about. */
export interface Found {
  readonly kind: IssueKind;
  readonly evidence: string;
  readonly severity?: Severity;
  readonly target?: string;
  readonly field?: FieldName;
  /** Default: one where it has a target, else all files of the album. */
  readonly files?: number;
  readonly fix?: Fix;
}

/** An album or book as the checks see it. What is not known is left out, and then nothing is said of it. */
export interface CheckedAlbum {
  readonly id: string;
  readonly kind: 'album' | 'book';
  readonly title: string;
  readonly creators: readonly string[];
  /** Where it lies: `<root id>:<folder>`. */
  readonly where?: string;
  readonly files: readonly CheckedFile[];
  /** Files that nobody could read. */
  readonly broken: readonly BrokenFile[];
}
export interface CheckedFile {
  readonly sink: string;
  readonly target: string;
  readonly fields: Fields;
  readonly durationSeconds?: number;
  readonly pictures?: number;
  readonly complete?: boolean;
  /** Why its sound is not whole. */
  readonly damage?: string;
}
export interface BrokenFile {
  readonly target: string;
  readonly message: string;
}
