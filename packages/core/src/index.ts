export { assertAccountName } from './account-name.ts';
export {
  type BandLimits,
  bandOf,
  type CalibrationModel,
  calibrate,
  defaultBands,
  fitIsotonic,
  fitModel,
  type Judged,
  type Reliability,
  type ReliabilityBin,
  reliability,
  shippedModel,
} from './calibration/index.ts';
export { systemClock } from './clock.ts';
export { EarmarkError, type ErrorDetails, toEarmarkError, toFault } from './errors.ts';
export { type FieldInfo, type FieldName, fieldInfos, fieldNames, isFieldName } from './fields.ts';
export { createHttp } from './http/client.ts';
export type { HostLimits } from './http/limits.ts';
export type * from './http/options.ts';
export {
  isSecretName,
  isSecretParameter,
  redactHeaders,
  redactJson,
  redactText,
  redactUrl,
} from './http/redact.ts';
export {
  type Identification,
  identify,
  type MatchSettings,
  type RankedMatch,
  type RankOptions,
  rank,
  rescore,
  worthDescribing,
} from './matching/index.ts';
export { createMemorySharedStore } from './memory/shared-store.ts';
export { createMemoryStore, type MemoryStoreOptions } from './memory/store.ts';
export type * from './ports.ts';
export type * from './spec.ts';
