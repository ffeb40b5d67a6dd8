import type { Generated, GeneratedAlways } from 'kysely';

/**
 * The tables of one account. Whole objects of the contract are JSON in text columns; beside them stands what
 * is asked for. Truth is 0 or 1. `seq` is the order of saving.
 */
export interface AccountSchema {
  schema_version: VersionTable;
  runs: RunTable;
  finished: { run: string; subject: string };
  subjects: { id: string; record: string };
  decisions: DecisionTable;
  plans: PlanTable;
  receipts: ReceiptTable;
  reviews: ReviewTable;
  locks: { subject: string; field: string; locked_by: string; locked_at: number };
  pins: { subject: string; source: string; candidate: string };
  files: FileTable;
  albums: AlbumTable;
  album_creators: { album: string; creator: string };
  jobs: JobTable;
  workers: WorkerTable;
  /** What albums are found by: words, genres, formats and creators; silent sources; kinds of issues. */
  album_terms: { kind: string; term: string; album: string };
  /** One row. */
  browse_revision: { revision: number };
  plugin_states: { plugin: string; name: string; content: string };
}

export interface VersionTable {
  version: number;
}
export interface RunTable {
  seq: Generated<number>;
  id: string;
  pipeline: string;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  counts: string;
  host: string;
  pid: number;
  request: string | null;
  recipe: string | null;
  stop: string | null;
  owner: string | null;
  job: string | null;
}
export interface DecisionTable {
  seq: Generated<number>;
  run: string;
  id: string;
  subject: string;
  at: number;
  title: string;
  decision: string;
  /** 1 in the row of the run that decided it last. */
  latest: number;
  /** The whole that the subject is, or is a part of. The database's own, as the rest from here on. */
  whole: GeneratedAlways<string>;
  field: GeneratedAlways<string>;
  band: GeneratedAlways<string>;
  confidence: GeneratedAlways<number>;
  belief: GeneratedAlways<number>;
}
export interface PlanTable {
  seq: Generated<number>;
  id: string;
  run: string;
  sink: string;
  at: number;
  target: string;
  decisions: string;
  plan: string;
  status: string;
  fault: string | null;
  /** The album that it is about, where that is known. */
  whole: string | null;
}
export interface ReceiptTable {
  seq: Generated<number>;
  id: string;
  run: string;
  sink: string;
  target: string;
  decisions: string;
  receipt: string;
  undoes: string | null;
  undone_by: string | null;
  at: GeneratedAlways<number>;
  /** As of its plan. */
  whole: string | null;
}
export interface ReviewTable {
  decision: string;
  subject: string;
  title: string;
  /** The title as it is searched. */
  folded: string;
  field: string;
  value_before: string;
  value_after: string;
  confidence: number;
  band: string;
  queued_at: number;
  status: string;
  answered_by: string | null;
  answered_at: number | null;
  reason: string | null;
  edited: string | null;
  whole: GeneratedAlways<string>;
}
export interface FileTable {
  id: string;
  root: string;
  folder: string;
  name: string;
  size: number;
  mtime_ns: string;
  inode: string;
  album: string | null;
  format: string | null;
  fields: string;
  complete: number;
  duration: number | null;
  pictures: number;
  chapters: number;
  essence: string | null;
  fault_code: string | null;
  fault_message: string | null;
  probe: string | null;
  /** Null: an older release found it. */
  added_at: number | null;
}
export interface AlbumTable {
  id: string;
  root: string;
  folder: string;
  kind: string;
  title: string;
  creators: string;
  year: number | null;
  /** From here on what lists show: of its files … */
  title_key: Generated<string>;
  creator_key: Generated<string>;
  genres: Generated<string>;
  formats: Generated<string>;
  files: Generated<number>;
  duration: Generated<number>;
  pictures: Generated<number>;
  completeness: Generated<string>;
  faulty: Generated<number>;
  added_at: Generated<number>;
  /** … and of what was decided, asked and written. */
  band: Generated<string | null>;
  confidence: Generated<number | null>;
  state: Generated<string>;
  health: Generated<number | null>;
  pending: Generated<number>;
  locked: Generated<number>;
  changed_at: Generated<number | null>;
}
export interface JobTable {
  seq: Generated<number>;
  id: string;
  topic: string;
  payload: string;
  priority: number;
  key: string | null;
  status: string;
  attempts: number;
  max_attempts: number;
  not_before: number;
  lease_until: number | null;
  worker: string | null;
  fault: string | null;
  progress: number | null;
  needs: string | null;
  /** Topic and needs in one name. */
  lane: string;
  /** 1 where it waited for its time when it was last put back; a claim unparks what is due. */
  parked: number;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  result: string | null;
}
export interface WorkerTable {
  name: string;
  record: string;
}
