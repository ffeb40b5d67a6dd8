import type { BandLimits, CalibrationModel } from '../calibration/index.ts';
import type { Guard } from '../guard/guard.ts';
import type { HttpAnswered } from '../http/options.ts';
import type { AccountStore, SharedStore } from '../ports.ts';
import type {
  Clock,
  Events,
  Hints,
  Lease,
  Logger,
  OriginContext,
  Plugin,
  PluginContext,
  Policy,
  Sink,
  Source,
} from '../spec.ts';

/** What a run can reach. Everything belongs to one account; nothing here outlives the run. */
export interface RunContext {
  readonly id: string;
  readonly account: string;
  /** Aborts when somebody stops the run. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: AccountStore;
  readonly shared: SharedStore;
  readonly sources: readonly WeightedSource[];
  readonly policies: readonly Policy[];
  readonly hints: readonly Hints[];
  readonly sinks: ReadonlyMap<string, Sink>;
  readonly bands: BandLimits;
  /** The one way into a plugin: use it for every call. */
  readonly call: Guard;
  /** `onAnswered` is told of every answer that reaches the plugin through this very context. */
  context(plugin: Plugin, onAnswered?: (answer: HttpAnswered) => void): PluginContext;
  /** `onExpected` is told how many subjects the origin says that there will be. */
  originContext(plugin: Plugin, onExpected?: (subjects: number) => void): OriginContext;
  /** A source that refused our credentials is not asked again in this run. */
  readonly disabledSources: Set<string>;
  /** Others may be writing the same targets: what was planned a moment ago may be done by now. */
  readonly withOthers: boolean;
  /** Who may work on a target: the account's writing lease, or one of its own. Release what you got. */
  lease(target: string): Promise<Lease>;
  calibration(field: string): Promise<FieldCalibration>;
  emit<Name extends keyof Events>(event: Name, payload: Events[Name]): void;
  count(name: string, by?: number): void;
  /** So many items will come out of the pipeline, as far as is known now. May be said again. */
  expect(total: number): void;
}

export interface FieldCalibration extends CalibrationModel {
  /** False where nobody ever measured how often this field is right: then nothing is written without a yes. */
  readonly measured: boolean;
}

export interface WeightedSource {
  readonly source: Source;
  readonly weight: number;
}
