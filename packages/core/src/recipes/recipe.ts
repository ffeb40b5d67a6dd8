import { readOptions, type Schema } from '@earmark/spec';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { AccountStore, SharedStore } from '../ports.ts';
import type { Clock, Hints, Json, Logger, Origin, Policy, Sink, Source } from '../spec.ts';

/**
 * A pipeline with a name and a request that can be stored: with both, any process of the installation can start
 * it, or resume what another one began. It keeps nothing between two calls; all it needs is in the request and
 * in what the account has.
 */
export interface Recipe {
  /** Lower-case: `tag`. It is what the journal, the queue and a schedule call it. */
  readonly name: string;
  /** Throws `config` for a request that it cannot serve: it may come from a database, a queue or the network. */
  pipeline(request: Json, context: RecipeContext): Pipeline<unknown> | Promise<Pipeline<unknown>>;
}

/** What the account has, for a recipe to choose from. */
export interface RecipeContext {
  readonly account: string;
  readonly origins: readonly Origin[];
  /** Where this machine has the account's roots: those of earlier runs and of its settings. Absolute, by root id. */
  readonly roots: Readonly<Record<string, string>>;
  readonly sources: readonly Source[];
  readonly policies: readonly Policy[];
  readonly hints: readonly Hints[];
  readonly sinks: readonly Sink[];
  readonly store: AccountStore;
  readonly shared: SharedStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A recipe whose request is read by a schema (zod's, or anything like it), strictly: a misspelt option is refused by name. */
export function recipe<Request>(parts: {
  readonly name: string;
  readonly request: Schema<Request>;
  pipeline(
    request: Request,
    context: RecipeContext,
  ): Pipeline<unknown> | Promise<Pipeline<unknown>>;
}): Recipe {
  const { name, request: schema } = parts;
  return {
    name,
    pipeline: (request, context) =>
      parts.pipeline(readOptions(schema, request, `recipe ${name}`), context),
  };
}
