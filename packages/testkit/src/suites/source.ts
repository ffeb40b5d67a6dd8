import type { ErrorCode, Query, Source } from '@earmark/core';
import type { ReplayAnswer, ReplayRoute } from '../replay/routes.ts';
import { runSuite, type SuiteRunner } from '../suite.ts';
import { createPluginBench } from './plugin-bench.ts';
import { answerChecks } from './source/answers.ts';
import { failureChecks } from './source/failures.ts';

export interface SourceSuiteOptions {
  /**
   * A source all of whose requests go to `baseUrl` (`http://127.0.0.1:<port>`). `more` holds options that no
   * source knows: spread it into yours, and leave them to it to refuse.
   */
  create(baseUrl: string, more: object): Source;
  /** A query that `routes` answer with at least one candidate. */
  readonly query: Query;
  /** All that `find` and `describe` ask for `query`. */
  readonly routes: readonly ReplayRoute[];
  /** How the service says that it knows nothing: an empty list, a 404 where it means that. Each must make `find` an empty list. */
  readonly misses: readonly ReplayAnswer[];
  /** Errors that this service hides inside an answer that looks good, and the code each must become. */
  readonly faults?: readonly { readonly answer: ReplayAnswer; readonly code: ErrorCode }[];
  /** Answered also while everything else fails: the request for a token. */
  readonly preliminaries?: readonly ReplayRoute[];
  /** Keys, tokens and passwords that `create` passes on. */
  readonly secrets?: readonly string[];
}

/** The contract of `Source`, asked through core's own http of a service that is well, ill or gone. */
export function sourceSuite(runner: SuiteRunner, options: SourceSuiteOptions): void {
  runSuite(runner, [...answerChecks, ...failureChecks], async (check) => {
    const bench = await createPluginBench(options.preliminaries);
    bench.routes(options.routes);
    try {
      await check({ ...options, bench, make: () => options.create(bench.server.baseUrl, {}) });
    } finally {
      await bench.close();
    }
  });
}
