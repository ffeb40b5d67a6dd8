import { type AlbumContents, contentsOf, searchedWords } from '../browse/index.ts';
import {
  type AlbumQuery,
  type AlbumRow,
  type AlbumState,
  albumStates,
  type FacetName,
} from '../browse.ts';
import type { DecisionRecord, Journal, PlanRecord, ReceiptRecord, Reviews } from '../ports.ts';
import { isToBeWritten } from '../reviews/answer.ts';
import { wholeOf } from '../reviews/parts.ts';
import type { Catalogue, Decision } from '../spec.ts';
import { isUndecided } from '../stages/standing.ts';

export interface Sources {
  readonly catalogue: Catalogue;
  readonly journal: Journal;
  readonly reviews: Reviews;
  addedAt(id: string): number;
  health(album: string): number | undefined;
  issues(album: string): readonly string[];
}
export interface Listed {
  readonly row: AlbumRow;
  readonly silent: readonly string[];
  readonly issues: readonly string[];
  readonly contents: AlbumContents;
}

/** All albums as lists show them. */
export async function listedAlbums(sources: Sources): Promise<readonly Listed[]> {
  const { catalogue, journal, reviews, addedAt, health, issues } = sources;
  const bySubject = <Row>(rows: readonly Row[], subjectOf: (row: Row) => string | undefined) =>
    Map.groupBy(rows, (row) => wholeOf(subjectOf(row) ?? ''));
  const subjects = await subjectsOf(sources);
  const decisions = bySubject(await journal.decisions({}), ({ decision }) => decision.subject);
  const answers = new Map((await reviews.list()).map((review) => [review.decision, review]));
  const pending = bySubject(await reviews.list({ status: 'pending' }), ({ subject }) => subject);
  const receipts = bySubject(await journal.receipts({}), subjects.ofReceipt);
  const plans = bySubject(await journal.plans({}), subjects.ofPlan);
  const locks = bySubject(await reviews.locks(), ({ subject }) => subject);
  const rows: Listed[] = [];
  for (const album of await catalogue.albums()) {
    const files = await catalogue.files({ album: album.id });
    const contents = contentsOf(
      album,
      files.map((file) => ({ ...file, failed: file.fault !== undefined })),
    );
    const records = holding(decisions.get(album.id) ?? []);
    const decided = records.map(({ decision }) => decision);
    const written = receipts.get(album.id) ?? [];
    const open = pending.get(album.id) ?? [];
    const least = leastSure(decided);
    const changedAt = Math.max(...written.map(({ receipt }) => receipt.at));
    const lockedFields = new Set((locks.get(album.id) ?? []).map(({ field }) => field));
    const isRefused = ({ id, field }: Decision) => {
      const status = answers.get(id)?.status;
      return status === 'rejected' || status === 'locked' || lockedFields.has(field);
    };
    const isProposed = ({ at, decision }: DecisionRecord) => {
      if (decision.band === 'unchanged' || isRefused(decision)) return false;
      const answer = answers.get(decision.id);
      return at > changedAt || (answer !== undefined && isToBeWritten(answer));
    };
    const healthOf = health(album.id);
    const state = stateOf({
      failed: contents.faulty || hasFailed(plans.get(album.id) ?? []),
      manual: open.some(({ band }) => band === 'manual'),
      review: open.length > 0,
      undecided: decided.some(isUndecided),
      proposed: records.some(isProposed),
      changed: written.some(({ undoes, undoneBy }) => (undoes ?? undoneBy) === undefined),
      settled: decided.some(isRefused),
      confirmed: decided.some(({ matches = [] }) => matches.length > 0),
    });
    const { genres, formats, durationSeconds, pictures, completeness } = contents;
    const shown = { genres, formats, durationSeconds, pictures, completeness };
    rows.push({
      contents,
      silent: [...new Set(decided.flatMap(({ silent }) => silent))],
      issues: issues(album.id),
      row: {
        ...album,
        ...shown,
        files: contents.files,
        ...(least && { band: least.band, confidence: least.confidence }),
        state,
        ...(healthOf !== undefined && { health: healthOf }),
        pendingReviews: open.length,
        locked: (locks.get(album.id) ?? []).length > 0,
        addedAt: addedAt(album.id),
        ...(written.length > 0 && { changedAt }),
      },
    });
  }
  return rows;
}

/** What now holds: a decision of a newer run about the same field takes the place of an older one, whatever it says. */
function holding(records: readonly DecisionRecord[]): readonly DecisionRecord[] {
  const key = ({ decision }: DecisionRecord) => JSON.stringify([decision.subject, decision.field]);
  const newest = new Map(records.map((record) => [key(record), record.run]));
  return records.filter((record) => newest.get(key(record)) === record.run);
}

/** Which album a plan or receipt was about: as its decision says, else the one that its file belongs to. */
export async function subjectsOf({ journal, catalogue }: Sources) {
  const decisions = new Map(
    (await journal.decisions({})).map(({ decision, title }) => [decision.id, { decision, title }]),
  );
  const albums = new Map(
    (await catalogue.files({})).map(({ root, path, album }) => [`${root}:${path}`, album]),
  );
  const of = (ids: readonly string[], target: string): string | undefined =>
    decisions.get(ids[0] ?? '')?.decision.subject ?? albums.get(target);
  return {
    ofPlan: ({ decisions: ids, plan }: PlanRecord) => of(ids, plan.change.target),
    ofReceipt: ({ decisions: ids, receipt }: ReceiptRecord) => of(ids, receipt.target),
    title: ({ decisions: ids }: ReceiptRecord) => decisions.get(ids[0] ?? '')?.title,
  };
}

/** The first of these that holds says how an album stands. */
function stateOf(holds: Readonly<Record<Exclude<AlbumState, 'unknown'>, boolean>>): AlbumState {
  return albumStates.find((state) => state !== 'unknown' && holds[state]) ?? 'unknown';
}

function leastSure(decisions: readonly Decision[]): Decision | undefined {
  return [...decisions].sort((left, right) => left.confidence - right.confidence)[0];
}

/** The last plan for one of its targets failed. */
function hasFailed(plans: readonly PlanRecord[]): boolean {
  const last = new Map(
    plans
      .filter(({ status }) => status === 'failed' || status === 'applied')
      .map(({ plan, status }) => [plan.change.target, status]),
  );
  return [...last.values()].includes('failed');
}

const within = (
  value: number | undefined,
  [from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY]: readonly [
    number | undefined,
    number?,
  ],
) => value !== undefined && value >= from && value <= to;

/** Whether a query finds an album, where `without` names a filter that does not count. */
export function finds(
  query: AlbumQuery,
  { row, contents, silent, issues }: Listed,
  without?: FacetName,
): boolean {
  const { text = '', years, health, confidence, changedSince, locked } = query;
  const values: Readonly<Record<FacetName | 'completeness', readonly unknown[]>> = {
    genre: row.genres,
    creator: row.creators,
    format: row.formats,
    kind: [row.kind],
    root: [row.root],
    band: [row.band],
    state: [row.state],
    year: [],
    completeness: [row.completeness],
    silent,
    issue: issues,
  };
  const named = [
    'genre',
    'creator',
    'format',
    'kind',
    'root',
    'band',
    'state',
    'completeness',
    'silent',
    'issue',
  ] as const;
  return (
    named.every((name) => {
      const wanted = query[name];
      return wanted === undefined || name === without || values[name].includes(wanted);
    }) &&
    (years === undefined || without === 'year' || within(row.year, years)) &&
    (health === undefined || within(row.health, health)) &&
    (confidence === undefined || within(row.confidence, confidence)) &&
    (locked === undefined || row.locked === locked) &&
    (changedSince === undefined || within(row.changedAt, [changedSince])) &&
    searchedWords(text).every((word) => contents.words.some((each) => each.startsWith(word)))
  );
}
