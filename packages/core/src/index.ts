export {
  EarmarkError,
  type ErrorAdvice,
  type ErrorDetails,
  errorCodes,
  readAnswer,
  readOptions,
  type Schema,
  type SchemaError,
  toEarmarkError,
  toFault,
} from '@earmark/spec';
export { assertAccountName } from './account-name.ts';
export { asin, isbn13 } from './book-ids.ts';
export {
  type AlbumContents,
  albumOrder,
  type CheckedPaging,
  checkPaging,
  contentsOf,
  fileOrder,
  type KeyValue,
  type ListedFile,
  type ListOrder,
  type PagePlace,
  pageOf,
  reviewOrder,
  searchedWords,
  timeOrder,
} from './browse/index.ts';
export * from './browse.ts';
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
export { type Changes, createChanges } from './changes.ts';
export { systemClock } from './clock.ts';
export { commitUnlessTaken } from './commit-unless-taken.ts';
export {
  type ConfigContext,
  type ConfigInput,
  defineConfig,
  type EarmarkConfig,
} from './config/define.ts';
export { type LoadConfigOptions, type LoadedConfig, loadConfig } from './config/load.ts';
export { type DiscFolder, discFolder } from './disc-folder.ts';
export { createEarmark, type Earmark, type EarmarkOptions } from './earmark.ts';
export { essenceOf } from './essence.ts';
export type { Envelope, EventName, EventSource, Listener, Unsubscribe } from './events/bus.ts';
export { type EventEmitterView, type EventListeners, toEmitter } from './events/emitter.ts';
export type { EventsOptions } from './events/follow.ts';
export type { EventRetention } from './events/writer.ts';
export { fieldValue, halfOf } from './field-value.ts';
export { type FieldInfo, type FieldName, fieldInfos, fieldNames, isFieldName } from './fields.ts';
export { gather } from './gather.ts';
export { genreNames } from './genre-names.ts';
export type { Call, Guard, Patience } from './guard/guard.ts';
export { createHttp } from './http/client.ts';
export type { HostLimits } from './http/limits.ts';
export type * from './http/options.ts';
export {
  createLogFile,
  type LogFile,
  type LogFileOptions,
  type LogLevel,
  silentLog,
} from './log/log-file.ts';
export { makeFolder } from './make-folder.ts';
export {
  editsBetween,
  type Identification,
  identify,
  type ListedPair,
  languageName,
  type MatchSettings,
  pairListings,
  type RankedMatch,
  type RankOptions,
  rank,
  rescore,
  worthDescribing,
} from './matching/index.ts';
export { costRefusal, unacceptedCosts } from './media-costs.ts';
export { auditPage } from './memory/audit.ts';
export { eventPage, listenFirst } from './memory/event-log.ts';
export { foldersOverlap } from './memory/overlap.ts';
export { type ListedJobs, listedQueue } from './memory/queue-lists.ts';
export { leavesWork, silentFault } from './memory/queue-rules.ts';
export { assertRevision } from './memory/records.ts';
export { createMemorySharedStore } from './memory/shared-store.ts';
export { createMemoryState } from './memory/state.ts';
export { createMemoryStore, type MemoryStoreOptions } from './memory/store.ts';
export { newId } from './new-id.ts';
export type { NamedRule, NoticeDesk } from './notices/desk.ts';
export { dueNotices, indexNotices } from './notices/due.ts';
export { endRules } from './notices/end-rules.ts';
export { forgetNotices } from './notices/forget.ts';
export { type NoticeRule, noticeKinds } from './notices/notice-rules.ts';
export { noticesTurned } from './notices/off.ts';
export type { NotifierState } from './notices/outbox.ts';
export type { OutgoingNotice } from './notices/outgoing.ts';
export type { AccountOptions } from './options/account-options.ts';
export { everyRecord, pagesOf, rowsOf } from './pages.ts';
export {
  type PictureInfo,
  pictureDigest,
  pictureField,
  pictureInfo,
  pictureValue,
} from './picture-info.ts';
export { type MapOptions, map } from './pipeline/map.ts';
export { type Pipeline, type PipelineStart, pipeline, type Stage } from './pipeline/pipeline.ts';
export { batch, filter, take, tap } from './pipeline/stages.ts';
export { plainText, readHtml, withoutEntities } from './plain-text.ts';
export { laneOf, partsOfLane, servesLane } from './ports/lane.ts';
export type * from './ports.ts';
export { type Recipe, type RecipeContext, recipe } from './recipes/recipe.ts';
export { type AlbumReview, byAlbum } from './reviews/album-reviews.ts';
export { answerReview, hasAnswer, isToBeWritten, refusesValue } from './reviews/answer.ts';
export {
  type ChosenRelease,
  chooseRelease,
  type ReleaseChoice,
  releaseMeant,
} from './reviews/choose-release.ts';
export type { Answer, ReviewDesk } from './reviews/desk.ts';
export type { FoundReleases, ReleaseSearch } from './reviews/find-releases.ts';
export { partId, wholeOf } from './reviews/parts.ts';
export { reviewStatuses } from './reviews/statuses.ts';
export type { PluginFindings } from './run/check.ts';
export type { RunContext, WeightedSource } from './run/context.ts';
export type { HeldLease, LeaseDesk } from './run/lease-desk.ts';
export type { LeaseMode } from './run/leases.ts';
export { createMemoryLock } from './run/memory-lock.ts';
export type { Run, RunOptions, RunResult, StartRunOptions, StopOptions } from './run/run.ts';
export { nextByCron } from './schedules/next-slot.ts';
export { type QuietTime, quietTimes } from './schedules/quiet-times.ts';
export { type Rule, type Schedule, type Slot, spreadOf } from './schedules/schedule.ts';
export {
  type ScheduleEvent,
  type Schedules,
  type SchedulesOptions,
  startSchedules,
} from './schedules/start-schedules.ts';
export { readSecretKey, type SecretKeyOptions } from './secrets/key.ts';
export type { Redactor } from './secrets/redactor.ts';
export {
  createSecrets,
  type Secrets,
  type SecretsOptions,
  secretVariable,
} from './secrets/secrets.ts';
export { isSmbMount } from './smb-mount.ts';
export type * from './spec.ts';
export { spokenTime } from './spoken-time.ts';
export { type AlbumsOptions, albums, titleOf } from './stages/albums.ts';
export { type Applied, type ApplyOptions, apply } from './stages/apply.ts';
export { type Decided, type DecideOptions, decide, type Enriched } from './stages/decide.ts';
export { decisionId } from './stages/decision-id.ts';
export { type EnrichOptions, enrich, queryOf } from './stages/enrich.ts';
export { ownDecisions } from './stages/own-decisions.ts';
export { reviewed } from './stages/reviewed.ts';
export { saidByPerson } from './stages/said-by-person.ts';
export { type Transcoded, type TranscodeOptions, transcode } from './stages/transcode.ts';
export { type Undone, undo } from './stages/undo.ts';
export { parseTarget, pathOfTarget, targetId } from './target.ts';
export { updateRecord } from './update-record.ts';
export { isVariousArtists, variousArtists } from './various-artists.ts';
export type {
  AbilityEvent,
  JobAnswer,
  JobContext,
  JobEvent,
  JobHandler,
  WorkerEvent,
} from './worker/handler.ts';
export type { Retention } from './worker/housekeeping.ts';
export { unserved } from './worker/unserved.ts';
export { type WatchJobsOptions, watchJobs } from './worker/watch-jobs.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker/worker.ts';
