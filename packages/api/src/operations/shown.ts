import type { DecisionRecord, PlanRecord, ReceiptRow } from '@earmark/core';

/** What goes out of a decision: it and where it came from, on one level. */
export const decisionShown = ({ run, at, title, decision }: DecisionRecord) => {
  const { id, subject, field, before, after, confidence, belief, band } = decision;
  const { reasons, silent, matches } = decision;
  return {
    id,
    subject,
    title,
    run,
    at,
    field,
    before,
    after,
    confidence,
    belief,
    band,
    reasons,
    silent,
    ...(matches === undefined ? {} : { matches }),
  };
};

/** A change is of one field. What undo needs stays here: it may hold what was in a file. */
export const changesShown = (row: ReceiptRow) =>
  row.diff.map(({ field, before, after }) => ({
    receipt: row.id,
    run: row.run,
    target: row.receipt.target,
    ...(row.subject === undefined ? {} : { subject: row.subject }),
    ...(row.title === undefined ? {} : { title: row.title }),
    at: row.at,
    field,
    before,
    after,
    status: 'applied',
    undone: row.undoneBy !== undefined,
  }));

/** The same of what was planned and not written. */
export const planShown = (record: PlanRecord, decided: DecisionRecord | undefined) =>
  record.plan.diff.map(({ field, before, after }) => ({
    run: record.run,
    target: record.plan.change.target,
    ...(decided ? { subject: decided.decision.subject, title: decided.title } : {}),
    at: record.at,
    field,
    before,
    after,
    status: record.status,
    ...(record.fault ? { fault: record.fault } : {}),
    undone: false,
  }));
