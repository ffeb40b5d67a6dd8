import { EarmarkError, toFault } from '@earmark/spec';
import {
  candidate as candidateShape,
  candidates as candidatesShape,
  claims as claimsShape,
} from '../guard/shapes.ts';
import { rank, rescore, worthDescribing } from '../matching/index.ts';
import { between, checkOptions, listOf, text, whole } from '../options/check.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import type { RunContext, WeightedSource } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import type { Candidate, Claim, Match, Query, Source, Subject } from '../spec.ts';
import { asFound, catalogueAsFound } from './as-found.ts';
import { subjectsAtOnce } from './at-once.ts';
import type { Enriched } from './decide.ts';

export interface EnrichOptions {
  /** Ask only these sources. Default: all that answer this kind of subject. */
  readonly sources?: readonly string[];
  /** How many subjects are asked about at once. Default: as many as the slowest source's limits make use of, at least 4; the limits hold in any case. */
  readonly concurrency?: number;
  /** A best candidate below this score is nobody. Default 0.3. */
  readonly floor?: number;
}

/** Asks every source what it knows: one search each, then a look-up of the winner and of a close runner-up only. */
export function enrich(options: EnrichOptions = {}): Stage<Subject, Enriched> {
  checkOptions(options, 'enrich', {
    sources: listOf(text),
    concurrency: whole(1),
    floor: between(0, 1),
  });
  const isChosen = ({ name }: Source) => options.sources?.includes(name) ?? true;

  const about = async (subject: Subject, run: RunContext) => {
    assertKnown(options.sources, run);
    const { reviews } = run.store;
    const pinned = await reviews.pinned(subject.id);
    const found = await asFound(subject, run.store);
    const asked = run.sources.filter(
      ({ source }) => source.answers.includes(subject.kind) && isChosen(source),
    );
    const answers = await Promise.all(
      asked.map((each) => ask(each, subject, pinned[each.source.name], options, run)),
    );
    return {
      subject,
      evidence: {
        subject: found,
        matches: answers.flatMap(({ match }) => (match ? [match] : [])),
        silent: answers.flatMap(({ silent }) => (silent ? [silent] : [])),
        hints: await hintsFor(found, run),
        locked: await reviews.locked(subject.id),
        rejected: await reviews.rejected(subject.id),
        pinned,
      },
    };
  };
  return (items, run) => {
    const asked = run.sources.map(({ source }) => source).filter(isChosen);
    return map(about, { concurrency: options.concurrency ?? subjectsAtOnce(asked) })(items, run);
  };
}

/** Nobody is asked in place of a source that is not there. */
function assertKnown(names: readonly string[] = [], { sources }: RunContext): void {
  const known = sources.map(({ source }) => source.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new EarmarkError(
    'config',
    `enrich: unknown source "${unknown}". Valid sources: ${known.join(', ') || 'none'}`,
  );
}

/** What is learned of the winner may make another one win: that one is looked at too, and then it is enough. */
const rounds = 2;

interface Answer {
  readonly match?: Match;
  readonly silent?: string;
}

/** A source that fails is silent for this subject, and that is visible; it never stops the others. */
async function ask(
  { source, weight }: WeightedSource,
  subject: Subject,
  pinned: string | undefined,
  { floor = 0.3 }: EnrichOptions,
  run: RunContext,
): Promise<Answer> {
  const { name } = source;
  if (run.disabledSources.has(name)) return { silent: name };
  let requests = 0;
  const ctx = run.context(source, ({ cached }) => {
    if (!cached) requests += 1;
  });
  const query = queryOf(subject);
  const who = pinned === undefined ? { query } : { query, pinned };
  const started = run.clock.monotonic();
  try {
    const found = await run.call(source, 'find', () => source.find(query, ctx), {
      gives: candidatesShape,
    });
    const candidates = withPinned(found, pinned, source, query);
    let matches = rank({ source: name, weight, candidates, ...who });
    const asked = new Set<string>();
    for (let round = 0; source.describe && round < rounds; round++) {
      const described: Candidate[] = [];
      for (const candidate of worthDescribing(matches, asked)) {
        asked.add(candidate.id);
        const describe = () => source.describe?.(candidate, ctx) ?? candidate;
        described.push(await run.call(source, 'describe', describe, { gives: candidateShape }));
      }
      if (described.length === 0) break;
      matches = rescore(matches, described, who);
    }
    run.count('requests', requests);
    const ms = Math.round(run.clock.monotonic() - started);
    run.emit('source-answered', {
      source: name,
      subject: subject.id,
      candidates: candidates.length,
      ms,
      cached: requests === 0,
    });
    const [best, second] = matches;
    if (!best || best.score < floor) return {};
    const runnerUp = second && { candidate: second.candidate, score: second.score };
    return { match: { ...best, ...(runnerUp && { runnerUp }) } };
  } catch (error) {
    if (isStop(error, run.signal)) throw error;
    if (EarmarkError.is(error, 'auth')) run.disabledSources.add(name);
    run.count('source-failures');
    run.count(`source-failures:${name}`);
    run.emit('source-failed', { source: name, subject: subject.id, fault: toFault(error) });
    return { silent: name };
  }
}

/** What a person chose need not be what a search finds: then it is looked up like any winner, where the source can do that. */
function withPinned(
  found: readonly Candidate[],
  pinned: string | undefined,
  { describe }: Source,
  { title, creators }: Query,
): readonly Candidate[] {
  if (pinned === undefined || !describe || found.some(({ id }) => id === pinned)) return found;
  return [{ id: pinned, title, creators, claims: [] }, ...found];
}

async function hintsFor(subject: Subject, run: RunContext): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  const catalogue = catalogueAsFound(run.store.catalogue, run.store);
  for (const plugin of run.hints) {
    try {
      const hints = () => plugin.hints(subject, { ...run.originContext(plugin), catalogue });
      claims.push(...(await run.call(plugin, 'hints', hints, { gives: claimsShape })));
    } catch (error) {
      if (isStop(error, run.signal)) throw error;
      const { kind, name } = plugin;
      run.emit('plugin-failed', { plugin: name, kind, subject: subject.id, fault: toFault(error) });
    }
  }
  return claims;
}

/** What a source gets to see: paths and identities never leave the machine. */
export function queryOf(subject: Subject): Query {
  const { id: _id, targets: _targets, ...query } = subject;
  return query;
}
