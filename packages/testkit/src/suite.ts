/**
 * How every conformance suite of this kit is written and run. A suite is a list of checks, each a promise of
 * the contract as a sentence and a body that throws (by `node:assert`) where the promise is broken:
 *
 *   const checks: readonly Check<Store>[] = [
 *     {
 *       name: 'a run is found by its id',
 *       async run(store) { … assert.equal(…) … },
 *     },
 *   ];
 *
 *   export function storeSuite(runner: SuiteRunner, create: () => Promise<Store>): void {
 *     runSuite(runner, checks, async (check) => {
 *       const store = await create();
 *       try { await check(store); } finally { await store.close(); }
 *     });
 *   }
 *
 * Whoever implements the contract passes their own runner in (the `test` of vitest, `node:test` or Jest), and names
 * what does not hold for them together with the reason:
 *
 *   storeSuite({ test, skip: [{ name: 'what was written is there after reopening', reason: 'memory only' }] }, create);
 *
 * Rules: a suite imports no test runner; each check gets a subject of its own and does not rely on another
 * check; checks that depend on time use the fake clock; the names are unique, as a skip tells them by name.
 * Each suite is proven in this package's own tests: wrap a good implementation with one fault at a time and
 * assert with `runChecks` that a check fails.
 */
export interface Check<Subject> {
  /** One sentence, unique in its suite. */
  readonly name: string;
  /** Why it says nothing about this subject: it lacks an optional part. Such a check is reported as skipped, never as passed. */
  readonly unless?: (subject: Subject) => string | undefined;
  /** Throws where the promise is broken. */
  run(subject: Subject): void | Promise<void>;
}

/** What a suite asks of a test runner. The `test` of vitest, node:test and Jest fits as it is. */
export interface SuiteRunner {
  readonly test: (
    name: string,
    body: (...context: [context?: TestContext]) => Promise<void>,
  ) => unknown;
  /** Checks that do not hold here, by name, each with the reason that the runner's report shows. */
  readonly skip?: readonly Skip[];
}
/** Jest gives none: there a skipped check is told on the console. */
export interface TestContext {
  skip(reason?: string): unknown;
}
export interface Skip {
  readonly name: string;
  readonly reason: string;
}

/** Sets a subject up, hands it to the check, and takes it down again, also where the check throws. */
export type Around<Subject> = (check: (subject: Subject) => Promise<void>) => Promise<void>;

/** Registers each check as one test. Throws at once where a skip names no check or gives no reason. */
export function runSuite<Subject>(
  runner: SuiteRunner,
  checks: readonly Check<Subject>[],
  around: Around<Subject>,
): void {
  const reasons = reasonsByName(runner.skip ?? [], checks);
  for (const check of checks) {
    // Declared without a parameter: Jest would take one for its callback.
    runner.test(check.name, async (...[context]) => {
      let reason = reasons.get(check.name);
      if (reason === undefined)
        await around(async (subject) => {
          reason = check.unless?.(subject);
          if (reason === undefined) await check.run(subject);
        });
      if (reason === undefined) return;
      if (context === undefined) console.warn(`skipped: ${check.name}: ${reason}`);
      else context.skip(reason);
    });
  }
}

function reasonsByName(
  skips: readonly Skip[],
  checks: readonly Check<never>[],
): ReadonlyMap<string, string> {
  const names = new Set<string>();
  for (const { name } of checks) {
    if (names.has(name)) throw new Error(`two checks of one suite are called "${name}"`);
    names.add(name);
  }
  for (const { name, reason } of skips) {
    if (!names.has(name)) throw new Error(`a skip names "${name}": there is no such check`);
    if (reason.trim() === '') throw new Error(`the skip of "${name}" gives no reason`);
  }
  return new Map(skips.map(({ name, reason }) => [name, reason]));
}

export type CheckResult =
  | { readonly name: string; readonly outcome: 'passed' }
  | { readonly name: string; readonly outcome: 'failed'; readonly error: unknown }
  | { readonly name: string; readonly outcome: 'skipped'; readonly reason: string };

/**
 * Runs a suite without a test runner, one check after another: for hosts that check a plugin, and for the
 * proof that a suite catches faults.
 *
 *   const results = await runChecks((runner) => storeSuite(runner, createFaultyStore));
 */
export async function runChecks(
  suite: (runner: SuiteRunner) => void,
  skip: readonly Skip[] = [],
): Promise<readonly CheckResult[]> {
  const registered: {
    name: string;
    body: (...context: [context?: TestContext]) => Promise<void>;
  }[] = [];
  suite({ skip, test: (name, body) => registered.push({ name, body }) });
  const results: CheckResult[] = [];
  for (const { name, body } of registered) results.push(await runCheck(name, body));
  return results;
}

async function runCheck(
  name: string,
  body: (...context: [context?: TestContext]) => Promise<void>,
): Promise<CheckResult> {
  let skipped: string | undefined;
  try {
    await body({
      skip(reason = '') {
        skipped = reason;
      },
    });
  } catch (error) {
    return { name, outcome: 'failed', error };
  }
  return skipped === undefined
    ? { name, outcome: 'passed' }
    : { name, outcome: 'skipped', reason: skipped };
}
