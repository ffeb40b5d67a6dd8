import type { BandLimits } from '../calibration/index.ts';
import type { Hints, Notifier, Origin, Policy, Sink, Source } from '../spec.ts';

/**
 * What belongs to one account and to no other. The store, locks, limits, budgets, caches and the clock are the
 * installation's, and shared.
 */
export interface AccountOptions {
  readonly sources?: readonly Source[];
  readonly policies?: readonly Policy[];
  readonly hints?: readonly Hints[];
  readonly sinks?: readonly Sink[];
  /** Where its media lives, for runs that name no origin of their own. */
  readonly origins?: readonly Origin[];
  readonly notifiers?: readonly Notifier[];
  /** Roots that no origin of a run names: for undo and for sinks used alone. Absolute, by root id. */
  readonly roots?: Readonly<Record<string, string>>;
  /** Values that its plugins were made with and that may never be seen, by any names: core redacts them wherever it writes. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** How much a source's word counts, 0 to 1, by its name. Default: what the source says of itself. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Default: auto 0.95, review 0.80. */
  readonly bands?: Partial<BandLimits>;
}
