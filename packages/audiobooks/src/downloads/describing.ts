import {
  apply,
  asin,
  type Candidate,
  decide,
  type Enriched,
  type Match,
  rank,
  type Subject,
} from '@earmark/core';
import type { DownloadRecord, OfferRecord } from '../types.ts';
import type { Step, World } from './world.ts';

/** What was known of the offer goes through decisions and review like everything else: fields that are empty, and nothing without a policy's word. */
export const describeBooks: Step = async (record, world) => {
  const { settings, run } = world;
  const { origin } = settings;
  if (!origin) return { to: 'described' };
  const ctx = run.originContext(origin);
  for (const { subject: id } of record.books) {
    const subject = id === undefined ? undefined : await origin.get(id, ctx);
    if (subject && record.books.length === 1) await describe(subject, record, world);
  }
  return { to: 'described' };
};

async function describe(subject: Subject, { source }: DownloadRecord, { run }: World) {
  await run.store.journal.saveSubject(subject);
  const { reviews } = run.store;
  const evidence = {
    subject,
    matches: [matchOf(subject, source)],
    silent: [],
    hints: [],
    locked: await reviews.locked(subject.id),
    rejected: await reviews.rejected(subject.id),
    pinned: await reviews.pinned(subject.id),
  };
  const one = async function* (): AsyncIterable<Enriched> {
    yield { subject, evidence };
  };
  for await (const { failed } of apply()(decide()(one(), run), run)) {
    const [first] = failed;
    if (first) run.log.warn(`${subject.title} was not described`, { fault: first.fault });
  }
}

/** It is this very download: how well titles agree says only how far the offer itself can be believed. */
function matchOf(subject: Subject, source: OfferRecord): Match {
  const { id: _, targets: __, ...query } = subject;
  const candidate = candidateOf(source);
  const [match] = rank({ source: source.finder, weight: 1, query, candidates: [candidate] });
  const score = Math.max(0.8, match?.score ?? 0);
  const reasons = [
    { what: 'downloaded as this offer', contribution: score, source: source.finder },
  ];
  return { source: source.finder, weight: 1, candidate, score, reasons, margin: 1 };
}

function candidateOf(source: OfferRecord): Candidate {
  const id = asin(source.asin ?? '');
  return {
    id: source.offer,
    title: source.title,
    creators: source.creators,
    narrators: source.narrators,
    series: source.series,
    ...(source.language ? { language: source.language } : {}),
    ...(source.durationSeconds ? { durationSeconds: source.durationSeconds } : {}),
    ...(id ? { ids: { asin: id } } : {}),
    claims: [
      ...(id ? [{ field: 'asin', value: id, strength: 0.9, level: 'release' as const }] : []),
      ...(source.abridged === true
        ? [{ field: 'abridged', value: '1', strength: 0.9, level: 'release' as const }]
        : []),
    ],
  };
}

export const finish: Step = async (record, { records }) => {
  if (record.wish !== undefined)
    await records.wishes.change(record.wish, (known) =>
      // Of an author or a series, more is wished.
      known && known.title !== '' && known.status === 'open' ? { ...known, status: 'met' } : known,
    );
  return { to: 'done' };
};
