import { toFault } from '@earmark/spec';
import { type BandLimits, bandOf, calibrate } from '../calibration/index.ts';
import { proposalsFor } from '../guard/proposals.ts';
import { fieldNames } from '../guard/shapes.ts';
import { checkOptions, flag } from '../options/check.ts';
import { assertBands, bands, policies } from '../options/earmark-options.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import { partId, reviewSubject, targetsOf } from '../reviews/parts.ts';
import type { RunContext } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import { sameValues } from '../same-values.ts';
import type { Band, Decision, Evidence, Policy, Proposal, Subject, Target } from '../spec.ts';
import { titleOf } from './albums.ts';
import { decisionId } from './decision-id.ts';
import { matchedRelease } from './matched-release.ts';
import { countStanding, isUndecided } from './standing.ts';

export interface Enriched {
  readonly subject: Subject;
  readonly evidence: Evidence;
}
export interface Decided {
  readonly subject: Subject;
  readonly decisions: readonly Decision[];
  /** Decisions that a person has said yes to: they are applied whatever their band. */
  readonly approved: ReadonlySet<string>;
}

export interface DecideOptions {
  /** Who decides. Default: the account's policies. */
  readonly policies?: readonly Policy[];
  /** From which confidence on a decision is applied, or waits for a yes. Default: the installation's. */
  readonly bands?: Partial<BandLimits>;
  /** These subjects were decided about in this run before: how they stand is counted already. Default false. */
  readonly again?: boolean;
}

/** Evidence becomes proposals (the policies), proposals become decisions: calibrated, banded, remembered. */
export function decide(options: DecideOptions = {}): Stage<Enriched, Decided> {
  checkOptions(options, 'decide', { bands, policies, again: flag });
  return map(async ({ subject, evidence }, run) => {
    const limits = assertBands({ ...run.bands, ...options.bands });
    const made: Decision[] = [];
    for (const policy of options.policies ?? run.policies) {
      if (policy.kinds && !policy.kinds.includes(subject.kind)) continue;
      const proposals = wasHeard(evidence) ? await proposalsOf(policy, evidence, run) : [];
      for (const proposal of proposals) {
        made.push(await toDecision(subject, proposal, evidence, limits, run));
      }
      const spoken = new Set(proposals.map(({ field }) => field));
      for (const field of await wantedOf(policy, subject, run)) {
        if (!spoken.has(field) && evidence.silent.length > 0 && !evidence.locked.includes(field)) {
          made.push(undecided(subject, field, evidence.silent));
        }
      }
    }
    const title = titleOf(subject);
    const at = run.clock.now();
    const matches = evidence.matches.map(matchedRelease);
    const decisions = matches.length === 0 ? made : made.map((each) => ({ ...each, matches }));
    const records = decisions.map((decision) => ({ run: run.id, at, title, decision }));
    await run.store.journal.saveDecisions(records);
    const held = evidence.locked.length > 0 || evidence.rejected.length > 0;
    if (!options.again)
      countStanding(subject, decisions, { matched: matches.length > 0, held }, run);
    for (const decision of decisions) {
      run.count('decisions');
      run.count(decision.band);
      if (isUndecided(decision)) run.count('undecided');
      run.emit('decision-made', { decision, title });
    }
    return { subject, decisions, approved: new Set<string>() };
  });
}

/** A policy that breaks its word says nothing about this subject, and the run goes on. */
async function proposalsOf(
  policy: Policy,
  evidence: Evidence,
  run: RunContext,
): Promise<readonly Proposal[]> {
  try {
    const propose = () => policy.propose(evidence);
    const all = await run.call(policy, 'propose', propose, { gives: proposalsFor(policy) });
    const allowed: Proposal[] = [];
    for (const each of all)
      if (mayBeProposed(each, evidence, await refusedOf(each, evidence, run))) allowed.push(each);
    return allowed;
  } catch (error) {
    tellFailure(policy, evidence.subject, error, run);
    return [];
  }
}

/** The fields that a policy would still change; all of its own, where it cannot say. */
async function wantedOf(
  policy: Policy,
  subject: Subject,
  run: RunContext,
): Promise<readonly string[]> {
  if (!policy.wants) return policy.fields;
  try {
    const wants = () => policy.wants?.(subject) ?? policy.fields;
    return await run.call(policy, 'wants', wants, { gives: fieldNames });
  } catch (error) {
    tellFailure(policy, subject, error, run);
    return policy.fields;
  }
}

function tellFailure(
  { name: plugin, kind }: Policy,
  { id: subject }: Subject,
  error: unknown,
  run: RunContext,
): void {
  if (isStop(error, run.signal)) throw error;
  run.count('plugin-failures');
  run.emit('plugin-failed', { plugin, kind, subject, fault: toFault(error) });
}

/** Where somebody failed and nobody else knew it, what is already on the disk is no answer: it would read as one. */
const wasHeard = ({ matches, silent }: Evidence) => matches.length > 0 || silent.length === 0;

type Refused = Evidence['rejected'];

/** What people refused about some of the targets they refused for those alone. */
function refusedOf(
  { targets }: Proposal,
  { subject, rejected }: Evidence,
  run: RunContext,
): Promise<Refused> | Refused {
  return targets ? run.store.reviews.rejected(partId(subject.id, targets)) : rejected;
}

function mayBeProposed(
  { field, after }: Proposal,
  { locked }: Evidence,
  rejected: Refused,
): boolean {
  if (locked.includes(field)) return false;
  const value = after.join('; ');
  return !rejected.some((each) => each.field === field && each.value === value);
}

async function toDecision(
  subject: Subject,
  proposal: Proposal,
  { silent }: Evidence,
  bands: BandLimits,
  run: RunContext,
): Promise<Decision> {
  const { field, after, belief, uncalibrated } = proposal;
  const model = await run.calibration(field);
  const confidence = uncalibrated ? belief : calibrate(belief, model);
  const isTrusted = (uncalibrated || model.measured) && isHeard(silent, run);
  const targets = targetsOf(subject, proposal);
  const unchanged = targets.every(({ fields }) => sameValues(fields[field] ?? [], after));
  return {
    ...proposal,
    id: decisionId(reviewSubject(subject.id, proposal), field, after),
    subject: subject.id,
    before: commonValues(targets, field),
    confidence,
    band: unchanged ? 'unchanged' : cautiousBand(bandOf(confidence, bands), isTrusted),
    silent,
  };
}

/** Half of the word that was asked for is missing: then nothing is written without a yes. */
const mostSilence = 0.5;

const cautiousBand = (band: Band, isTrusted: boolean): Band =>
  band === 'auto' && !isTrusted ? 'review' : band;

const isHeard = (silent: readonly string[], run: RunContext) =>
  silencedWeight(silent, run) < mostSilence;

function silencedWeight(silent: readonly string[], { sources }: RunContext): number {
  const all = sources.reduce((sum, { weight }) => sum + weight, 0);
  const missing = sources
    .filter(({ source }) => silent.includes(source.name))
    .reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : missing / all;
}

/** Nobody could say anything because somebody failed: on record, so that an outage never reads as an answer. */
function undecided(subject: Subject, field: string, silent: readonly string[]): Decision {
  const before = commonValues(subject.targets, field);
  return {
    id: decisionId(subject.id, field, before),
    subject: subject.id,
    field,
    before,
    after: before,
    belief: 0,
    confidence: 0,
    band: 'manual',
    reasons: silent.map((source) => ({ what: 'was asked and failed', contribution: 0, source })),
    silent,
  };
}

/** What most of the targets have today; ties go to the first. */
function commonValues(targets: readonly Target[], field: string): readonly string[] {
  const counts = new Map<string, { readonly values: readonly string[]; count: number }>();
  for (const target of targets) {
    const values = target.fields[field] ?? [];
    const key = JSON.stringify(values);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { values, count: 1 });
  }
  let best: { readonly values: readonly string[]; count: number } | undefined;
  for (const each of counts.values()) if (!best || each.count > best.count) best = each;
  return best?.values ?? [];
}
