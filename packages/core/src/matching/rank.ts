import type { Candidate, Match, Query } from '../spec.ts';
import type { Evidence } from './evidence/evidence.ts';
import { gatherEvidence, searchEvidence } from './evidence/index.ts';
import { weights } from './evidence/weights.ts';
import { type Prepared, prepare } from './prepare.ts';
import { isSameWork } from './same-work.ts';
import { order, probability, scoreOf, totalOf } from './score.ts';
import type { MatchSettings } from './settings.ts';

export interface RankOptions {
  readonly source: string;
  /** How much the source's word counts, 0 to 1. It goes into the matches and does not change their scores. */
  readonly weight: number;
  readonly query: Query;
  readonly candidates: readonly Candidate[];
  /** The id of the candidate that a person chose. It is certain; where it is not among the candidates, nothing is. */
  readonly pinned?: string;
  readonly settings?: MatchSettings;
}

/** A match that also knows how well the pressing fits, apart from whether it is the right work. */
export interface RankedMatch extends Match {
  /** 0 to 1: year, label, edition and their like. 0.5 where nothing is known of them. */
  readonly edition: number;
}

/**
 * How well each candidate of one source fits, best first. Pure: the same arguments give the same matches in the
 * same order, whatever the order of the candidates.
 */
export function rank(options: RankOptions): readonly RankedMatch[] {
  const { source, weight, query, pinned, settings = asShipped } = options;
  const subject = prepare(query, query.kind);
  const entries = unique(options.candidates).map((candidate) => {
    const prepared = prepare(candidate, query.kind);
    const evidence = compare(query.kind, subject, prepared, settings, candidate);
    return { candidate, prepared, evidence, logit: start.logit + totalOf(evidence) };
  });
  const works = groupByWork(entries);
  const scored = entries.map((entry) => {
    const evidence = [...entry.evidence, ...rivalry(entry, entries, works)];
    return { ...entry, evidence, logit: start.logit + totalOf(evidence) };
  });
  scored.sort((a, b) => b.logit - a.logit || order(a.candidate.id, b.candidate.id));
  const chosen = scored.findIndex(({ candidate }) => candidate.id === pinned);
  if (chosen > 0) scored.unshift(...scored.splice(chosen, 1));
  return scored.map((entry, place) => {
    const isChosen = place === 0 && chosen >= 0;
    const { value, reasons } = isChosen ? certain(source) : scoreOf(start, entry.evidence, source);
    const behind = scored.filter(
      (other) => works.get(other.candidate) !== works.get(entry.candidate),
    );
    const next = Math.max(0, ...behind.map((other) => probability(other.logit)));
    return {
      source,
      weight,
      candidate: entry.candidate,
      score: value,
      reasons,
      margin: isChosen || behind.length === 0 ? 1 : Math.max(0, value - next),
      edition: probability(totalOf(entry.evidence.filter(({ about }) => about === 'edition'))),
    };
  });
}

/** Ranks again once `describe` has told more of some candidates; the others stay as they were found. */
export function rescore(
  matches: readonly Match[],
  described: readonly Candidate[],
  options: Pick<RankOptions, 'query' | 'pinned' | 'settings'>,
): readonly RankedMatch[] {
  const [first] = matches;
  if (first === undefined) return [];
  const fresh = new Map(described.map((candidate) => [candidate.id, candidate]));
  const candidates = matches.map(({ candidate }) => fresh.get(candidate.id) ?? candidate);
  return rank({ ...options, source: first.source, weight: first.weight, candidates });
}

const asShipped: MatchSettings = {};

interface Comparison {
  readonly subject: Prepared;
  readonly settings: MatchSettings;
  readonly evidence: readonly Evidence[];
}
/** Most candidates are the same ones when matches are ranked again. Forgotten with the candidate. */
const compared = new WeakMap<Prepared, Comparison>();

function compare(
  kind: Query['kind'],
  subject: Prepared,
  prepared: Prepared,
  settings: MatchSettings,
  candidate: Candidate,
): readonly Evidence[] {
  const known = compared.get(prepared);
  if (known?.subject === subject && known.settings === settings) return known.evidence;
  const evidence = [
    ...gatherEvidence(kind, subject, prepared, settings),
    ...searchEvidence(candidate),
  ];
  compared.set(prepared, { subject, settings, evidence });
  return evidence;
}

const start = { what: 'before anything was compared', logit: weights.prior };

interface Entry {
  readonly candidate: Candidate;
  readonly prepared: Prepared;
  readonly evidence: readonly Evidence[];
  readonly logit: number;
}

/** A service that lists one thing twice has not found two. */
function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

/** A number per work. The best candidate of a work stands for it, so that one doubtful pair does not join two groups. */
function groupByWork(entries: readonly Entry[]): ReadonlyMap<Candidate, number> {
  const heads: Entry[] = [];
  const works = new Map<Candidate, number>();
  for (const entry of [...entries].sort(
    (a, b) => b.logit - a.logit || order(a.candidate.id, b.candidate.id),
  )) {
    const found = heads.findIndex((head) => isSameWork(head.prepared, entry.prepared));
    works.set(entry.candidate, found < 0 ? heads.push(entry) - 1 : found);
  }
  return works;
}

/** Only one work can be the subject: what speaks for another speaks against this one. */
function rivalry(
  entry: Entry,
  entries: readonly Entry[],
  works: ReadonlyMap<Candidate, number>,
): readonly Evidence[] {
  const best = new Map<number, Entry>();
  for (const other of entries) {
    const work = works.get(other.candidate) ?? -1;
    if (work === works.get(entry.candidate)) continue;
    if (other.logit > (best.get(work)?.logit ?? Number.NEGATIVE_INFINITY)) best.set(work, other);
  }
  let odds = 0;
  let nearest: Entry | undefined;
  for (const other of best.values()) {
    odds += Math.exp(other.logit);
    if (nearest === undefined || other.logit > nearest.logit) nearest = other;
  }
  if (nearest === undefined || odds < 0.01) return [];
  const { title, creators } = nearest.candidate;
  const detail = `${creators.join(', ')} – ${title}`;
  return [{ what: 'another work fits too', logit: -Math.log1p(odds), detail, about: 'identity' }];
}

function certain(source: string): Pick<Match, 'reasons'> & { readonly value: number } {
  return { value: 1, reasons: [{ what: 'chosen by a person', contribution: 1, source }] };
}
