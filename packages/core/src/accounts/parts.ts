import { checkPlugin, type KindOfPlugin } from '@earmark/spec';
import { type BandLimits, defaultBands } from '../calibration/index.ts';
import type { AccountOptions } from '../options/account-options.ts';
import { assertBands } from '../options/earmark-options.ts';
import { checkFields, checkPlugins } from '../plugins.ts';
import type { WeightedSource } from '../run/context.ts';
import type { Hints, Notifier, Origin, Policy, Sink } from '../spec.ts';

/** What an account has, checked and with its defaults. */
export interface AccountParts {
  /** Without credentials, as it is shown. */
  readonly own: AccountOptions;
  readonly sources: readonly WeightedSource[];
  readonly policies: readonly Policy[];
  readonly hints: readonly Hints[];
  readonly sinks: readonly Sink[];
  readonly origins: readonly Origin[];
  readonly notifiers: readonly Notifier[];
  readonly roots: Readonly<Record<string, string>>;
  readonly bands: BandLimits;
  readonly plugins: readonly KindOfPlugin[];
}

const defaultWeight = 0.7;

/** Throws `config` where two things of an account do not go together. */
export function accountParts(own: AccountOptions): AccountParts {
  const { sources = [], policies = [], hints = [], sinks = [], origins = [] } = own;
  const { notifiers = [], roots = {}, weights = {}, bands } = own;
  const { credentials: _credentials, ...shown } = own;
  const plugins = [...sources, ...policies, ...hints, ...sinks, ...notifiers];
  checkPlugins(plugins);
  // Two libraries may be two origins of one name.
  for (const origin of origins) checkPlugin(origin);
  checkFields(policies);
  return {
    own: shown,
    sources: sources.map((source) => ({
      source,
      weight: weights[source.name] ?? source.weight ?? defaultWeight,
    })),
    policies,
    hints,
    sinks,
    origins,
    notifiers,
    roots,
    bands: assertBands({ ...defaultBands, ...bands }),
    plugins,
  };
}
