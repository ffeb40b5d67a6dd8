export { type WantedField, wanted as wantedFields } from './checks/completeness.ts';
export { type FixesOptions, fixes } from './fixes.ts';
export {
  collectIssues,
  type FoundIssue,
  type FoundIssues,
  type FoundKind,
  readFoundIssues,
} from './found-issues.ts';
export type { AlbumHealth, Health } from './health.ts';
export { compareIssues, type IssueChanges } from './history.ts';
export { type Fix, type FixChange, type Issue, type Severity, severities } from './issue.ts';
export { type IssueKind, isIssueKind, type KindInfo, kindInfo, kindNames } from './kinds.ts';
export {
  type CheckEvent,
  type CheckInput,
  createLibraryCheck,
  type LibraryCheck,
} from './library-check.ts';
export type { LibraryCheckOptions } from './options.ts';
export type { CatalogueInput } from './shelf/catalogue-shelf.ts';
export type { SubjectInput } from './shelf/subject-shelf.ts';
export { cutOff } from './sound/cut-off.ts';
export type { InspectSound } from './sound/inspect.ts';
