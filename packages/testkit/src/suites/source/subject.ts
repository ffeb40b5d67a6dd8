import assert from 'node:assert/strict';
import type { Candidate, PluginContext, Query, Source } from '@earmark/core';
import type { ContextOptions, PluginBench } from '../plugin-bench.ts';
import { frozen } from '../promises.ts';
import type { SourceSuiteOptions } from '../source.ts';

export interface SourceSubject extends SourceSuiteOptions {
  readonly bench: PluginBench;
  /** A new source of this bench's service. */
  make(): Source;
}

export const frozenQuery = ({ query }: SourceSubject): Query => frozen(structuredClone(query));

/** The first candidate of a healthy service. */
export async function firstOf(
  subject: SourceSubject,
  source: Source,
  ctx: PluginContext,
): Promise<Candidate> {
  const [first] = await source.find(frozenQuery(subject), ctx);
  assert.ok(first, 'the query of this suite finds something');
  return frozen(structuredClone(first));
}

/** One way to ask: `find` of a source that knows nothing yet, `describe` of one that has just searched. */
export interface Ask {
  readonly source: Source;
  readonly ctx: PluginContext;
  readonly way: 'find' | 'describe';
  /** Of the run that asks. */
  readonly stop: AbortController;
  /** May be called again. */
  run(): Promise<unknown>;
  /** A look-up that asked nobody: the search had said all. */
  askedNobody(): boolean;
}

/** Both ways, one after the other, each with the service healthy until `check` makes it ill. */
export async function eachWay(
  subject: SourceSubject,
  options: Omit<ContextOptions, 'signal'>,
  check: (ask: Ask) => Promise<unknown>,
): Promise<void> {
  const { bench } = subject;
  for (const way of ['find', 'describe'] as const) {
    bench.routes(subject.routes);
    const source = subject.make();
    if (way === 'describe' && source.describe === undefined) continue;
    const stop = new AbortController();
    const ctx = bench.context(source, { ...options, signal: stop.signal });
    const candidate = way === 'describe' ? await firstOf(subject, source, ctx) : undefined;
    const before = bench.server.calls.length;
    await check({
      source,
      ctx,
      way,
      stop,
      run: async () =>
        candidate === undefined
          ? source.find(frozenQuery(subject), ctx)
          : source.describe?.(candidate, ctx),
      askedNobody: () => way === 'describe' && bench.server.calls.length === before,
    });
  }
}
