import {
  type AccountStore,
  type Decision,
  type DecisionRecord,
  enrich,
  pagesOf,
  type RunContext,
  type Subject,
} from '@earmark/core';

/** What one source, or the best of all together, had to say about the albums of a sample. */
export interface SourceRate {
  readonly source: string;
  readonly weight: number;
  asked: number;
  /** Matches from the auto threshold on, from the review threshold on, and below both. */
  auto: number;
  review: number;
  below: number;
  /** Answered, and knew nobody like it. */
  nothing: number;
  /** Asked and failed: that says nothing about the album. */
  silent: number;
}
export interface Prediction {
  readonly rates: readonly SourceRate[];
  /** The best match of any source. */
  readonly any: SourceRate;
}

/** Albums go through the same search as for `tag`, and no further: nothing is decided, nothing written. */
export async function predict(
  sample: readonly Subject[],
  run: RunContext,
  onAsked?: (subject: Subject) => void,
): Promise<Prediction> {
  const rates = new Map<string, SourceRate>();
  const any = rate('any source', 1);
  for await (const { subject, evidence } of enrich()(listed(sample), run)) {
    onAsked?.(subject);
    const asked = run.sources.filter(({ source }) => source.answers.includes(subject.kind));
    for (const { source, weight } of asked) {
      const { name } = source;
      const of = rates.get(name) ?? rate(name, weight);
      rates.set(name, of);
      of.asked += 1;
      if (evidence.silent.includes(name)) of.silent += 1;
      else place(of, evidence.matches.find((match) => match.source === name)?.score, run.bands);
    }
    if (asked.length === 0) continue;
    const scores = evidence.matches.map(({ score }) => score);
    any.asked += 1;
    if (asked.every(({ source }) => evidence.silent.includes(source.name))) any.silent += 1;
    else place(any, scores.length === 0 ? undefined : Math.max(...scores), run.bands);
  }
  return { rates: [...rates.values()], any };
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const rate = (source: string, weight: number): SourceRate => ({
  source,
  weight,
  asked: 0,
  auto: 0,
  review: 0,
  below: 0,
  nothing: 0,
  silent: 0,
});

function place(of: SourceRate, score: number | undefined, bands: RunContext['bands']): void {
  if (score === undefined) of.nothing += 1;
  else if (score >= bands.auto) of.auto += 1;
  else if (score >= bands.review) of.review += 1;
  else of.below += 1;
}

/** How earlier decisions about these albums came out: all that can be said without asking anybody. */
export interface KnownRates {
  /** Albums here that were decided about before. */
  readonly decided: number;
  readonly auto: number;
  readonly review: number;
  readonly manual: number;
  /** In how many of these decisions each source had a word, and in how many it was silent. */
  readonly sources: readonly {
    readonly source: string;
    readonly spoke: number;
    readonly silent: number;
  }[];
}

const field = 'genre';

export async function knownRates(
  { journal }: AccountStore,
  here: ReadonlySet<string>,
  bands: RunContext['bands'],
): Promise<KnownRates> {
  const latest = new Map<string, DecisionRecord>();
  for await (const records of pagesOf((page) => journal.decisions(page)))
    for (const record of records) {
      const { field: of, subject } = record.decision;
      if (of !== field || !here.has(subject)) continue;
      if ((latest.get(subject)?.at ?? 0) <= record.at) latest.set(subject, record);
    }
  const decisions = [...latest.values()].map(({ decision }) => decision);
  const from = (least: number) => decisions.filter(({ confidence }) => confidence >= least).length;
  const [auto, atLeastReview] = [from(bands.auto), from(bands.review)];
  return {
    decided: decisions.length,
    auto,
    review: atLeastReview - auto,
    manual: decisions.length - atLeastReview,
    sources: wordsOf(decisions),
  };
}

function wordsOf(decisions: readonly Decision[]): KnownRates['sources'] {
  const words = new Map<string, { spoke: number; silent: number }>();
  const add = (source: string, what: 'spoke' | 'silent') => {
    const word = words.get(source) ?? { spoke: 0, silent: 0 };
    words.set(source, word);
    word[what] += 1;
  };
  for (const { reasons, silent } of decisions) {
    const spoke = new Set(reasons.flatMap(({ source }) => source ?? []));
    for (const source of silent) {
      spoke.delete(source);
      add(source, 'silent');
    }
    for (const source of spoke) add(source, 'spoke');
  }
  return [...words].map(([source, word]) => ({ source, ...word }));
}
