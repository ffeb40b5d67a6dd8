import { EarmarkError } from '@earmark/spec';
import type {
  DecisionRecord,
  Journal,
  PlanRecord,
  ReceiptRecord,
  RunRecord,
  StopRequest,
} from '../ports.ts';
import type { Subject } from '../spec.ts';
import { paged, saved } from './rows.ts';

export function createMemoryJournal(): Journal {
  const runs = new Map<string, RunRecord>();
  const stops = new Map<string, StopRequest>();
  const finished = new Map<string, Set<string>>();
  const subjects = new Map<string, Subject>();
  const latest = new Map<string, DecisionRecord>();
  const history = new Map<string, Map<string, DecisionRecord>>();
  const plans = new Map<string, PlanRecord>();
  const receipts = new Map<string, ReceiptRecord>();

  function known<Row>(rows: ReadonlyMap<string, Row>, what: string, id: string): Row {
    const row = rows.get(id);
    if (row) return row;
    throw new EarmarkError('not-found', `the journal has no ${what} ${id}`);
  }

  return {
    async startRun(run) {
      runs.set(run.id, saved(run));
      stops.delete(run.id);
    },
    async endRun(id, outcome, counts, at) {
      runs.set(id, { ...known(runs, 'run', id), outcome, counts: saved(counts), endedAt: at });
    },
    async run(id) {
      return runs.get(id);
    },
    async runs(page) {
      const newest = [...runs.values()].reverse();
      return paged(
        newest.sort((left, right) => right.startedAt - left.startedAt),
        page,
      );
    },

    async requestStop(id, request) {
      const run = runs.get(id);
      if (!run || run.outcome !== undefined) return false;
      stops.set(id, saved(request));
      return true;
    },
    async stopRequested(id) {
      return stops.get(id);
    },

    async finishSubject(run, subject) {
      finished.set(run, (finished.get(run) ?? new Set()).add(subject));
    },
    async isFinished(run, subject) {
      return finished.get(run)?.has(subject) ?? false;
    },
    async saveSubject(subject) {
      subjects.set(subject.id, saved(subject));
    },
    async subject(id) {
      return subjects.get(id);
    },

    async saveDecisions(records) {
      for (const record of saved(records)) {
        const { id } = record.decision;
        if (latest.get(id)?.run !== record.run) latest.delete(id);
        latest.set(id, record);
        const ofRun = history.get(record.run) ?? new Map<string, DecisionRecord>();
        history.set(record.run, ofRun.set(id, record));
      }
    },
    async decision(id) {
      return latest.get(id);
    },
    async decisions({ run, subject, ...page }) {
      const rows = run === undefined ? latest : (history.get(run) ?? new Map());
      const wanted = [...rows.values()].filter(
        ({ decision }) => subject === undefined || decision.subject === subject,
      );
      return paged(wanted, page);
    },

    async savePlans(records) {
      for (const record of saved(records)) plans.set(record.plan.id, record);
    },
    async setPlanStatus(id, status, fault) {
      const { fault: _, ...plan } = known(plans, 'plan', id);
      plans.set(id, { ...plan, status, ...(fault && { fault: saved(fault) }) });
    },
    async plans({ run, status, target, ...page }) {
      const wanted = [...plans.values()].filter(
        (row) =>
          (run === undefined || row.run === run) &&
          (status === undefined || row.status === status) &&
          (target === undefined || row.plan.change.target === target),
      );
      return paged(wanted, page);
    },

    async saveReceipt(record) {
      const undone = record.undoes && known(receipts, 'receipt', record.undoes);
      if (undone && (undone.undoneBy ?? record.id) !== record.id) {
        throw new EarmarkError(
          'conflict',
          `receipt ${undone.id} was already undone by ${undone.undoneBy}`,
        );
      }
      receipts.set(record.id, saved(record));
      if (undone) receipts.set(undone.id, { ...undone, undoneBy: record.id });
      const plan = plans.get(record.receipt.plan);
      if (!plan) return;
      const { fault: _, ...rest } = plan;
      plans.set(plan.plan.id, { ...rest, status: 'applied' });
    },
    async receipt(id) {
      return receipts.get(id);
    },
    async receipts({ run, target, targets, ...page }) {
      const wanted = [...receipts.values()].filter(
        (row) =>
          (run === undefined || row.run === run) &&
          (target === undefined || row.receipt.target === target) &&
          (targets?.includes(row.receipt.target) ?? true),
      );
      return paged(wanted, page);
    },
    async prune({ before, undoable = false }) {
      const ofRun = <Row extends { readonly run: string }>(
        rows: ReadonlyMap<string, Row>,
        id: string,
      ) => [...rows].filter(([, { run }]) => run === id);
      let forgotten = 0;
      for (const { id, endedAt, startedAt } of [...runs.values()]) {
        const itsPlans = ofRun(plans, id);
        const itsReceipts = ofRun(receipts, id);
        const inForce = itsReceipts.some(([, { undoneBy }]) => undoneBy === undefined);
        if ((endedAt ?? startedAt) >= before || (inForce && !undoable)) continue;
        if (itsPlans.some(([, { status }]) => status === 'planned')) continue;
        for (const [key] of itsPlans) plans.delete(key);
        for (const [key] of itsReceipts) receipts.delete(key);
        for (const rows of [runs, stops, finished, history]) rows.delete(id);
        forgotten += 1;
      }
      return forgotten;
    },
  };
}
