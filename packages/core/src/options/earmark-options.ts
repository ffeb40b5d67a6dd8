import { isAbsolute } from 'node:path';
import { checkPlugin, EarmarkError, type KindOfPlugin } from '@earmark/spec';
import type { BandLimits } from '../calibration/index.ts';
import type { EarmarkOptions } from '../earmark.ts';
import type { EventRetention } from '../events/writer.ts';
import type { Patience } from '../guard/guard.ts';
import type { RunOptions, StartRunOptions } from '../run/run.ts';
import type { AccountOptions } from './account-options.ts';
import {
  between,
  type Check,
  type Checks,
  having,
  listOf,
  must,
  object,
  oneOf,
  recordOf,
  text,
  whole,
} from './check.ts';

const share = between(0, 1);
/** What a share of a whole may be where none at all makes no sense. */
const someShare: Check = (value, path) =>
  must(
    typeof value === 'number' && value > 0 && value <= 1,
    path,
    'a number above 0, up to 1',
    value,
  );

const eachBand = object<BandLimits>({ auto: someShare, review: someShare });

export const bands: Check = (value, path) => {
  eachBand(value, path);
  assertBands({ auto: 1, review: 0, ...(value as Partial<BandLimits>) });
};

export function assertBands({ auto, review }: BandLimits): BandLimits {
  if (review <= auto) return { auto, review };
  throw new EarmarkError(
    'config',
    `bands: review must not be above auto, but review is ${review} and auto is ${auto}`,
  );
}

export const policies: Check = listOf(pluginOf('policy'));

export const accountChecks: Checks<AccountOptions> = {
  sources: listOf(pluginOf('source')),
  policies,
  hints: listOf(pluginOf('hints')),
  sinks: listOf(pluginOf('sink')),
  origins: listOf(pluginOf('origin')),
  notifiers: listOf(pluginOf('notifier')),
  roots: recordOf((value, path) =>
    must(typeof value === 'string' && isAbsolute(value), path, 'an absolute path', value),
  ),
  weights: recordOf(share),
  bands,
  credentials: recordOf(text),
};

export const earmarkChecks: Checks<EarmarkOptions> = {
  ...accountChecks,
  account: text,
  store: having('account', 'shared', 'accounts', 'close'),
  locks: pluginOf('lock'),
  leases: oneOf('account', 'target', 'state'),
  idleMs: between(0),
  keepEvents: object<EventRetention>({ days: between(0), events: whole(0) }),
  quietMs: between(0),
  patience: object<Patience>({
    slowMs: between(0),
    readMs: between(0),
    writeMs: between(0),
    graceMs: between(0),
  }),
  secrets: having('get', 'set'),
  recipes: listOf(having('pipeline')),
  // Its own keys are checked where it goes.
  http: recordOf(() => undefined),
  logLevel: oneOf('debug', 'info', 'warn', 'error'),
  log: having('debug', 'info', 'warn', 'error'),
  clock: having('now', 'monotonic', 'sleep'),
};

export const runChecks: Checks<RunOptions> = {
  resume: text,
  job: text,
  // Whatever the host was asked.
  request: () => undefined,
  signal: having('addEventListener'),
  whenBusy: oneOf('wait', 'refuse'),
};

export const startChecks: Checks<StartRunOptions> = {
  signal: runChecks.signal,
  whenBusy: runChecks.whenBusy,
};

export function pluginOf(kind: string): Check {
  return (value, path) => {
    const plugin = Object(value) as KindOfPlugin;
    must(plugin.kind === kind, path, `a plugin of kind ${kind}`, plugin.kind ?? value);
    checkPlugin(plugin);
  };
}
