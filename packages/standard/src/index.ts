export { type AlbumsRequest, albumsAt } from './albums-at.ts';
export { type BeetsImport, type BeetsImportOptions, importBeets } from './beets/import-beets.ts';
export {
  type BeetsAlbum,
  type BeetsLibrary,
  type BeetsOptions,
  readBeets,
} from './beets/read-beets.ts';
export {
  type BookPlugins,
  bookPlugins,
  bookSettings,
  type SidecarName,
  sidecarNames,
  sidecars,
  wantsBooks,
} from './books.ts';
export { checkInstallation } from './check-installation.ts';
export { type CheckedLibrary, checkLibrary, type LibraryChecking } from './check-library.ts';
export { allFormats, defaultSink, defaultTranscodeSink, standardOptions } from './compose.ts';
export { credentials } from './credentials.ts';
export { indexFile } from './default-sources.ts';
export { type FilePlace, placeOfFile } from './file-place.ts';
export { type FileSink, fileSinkOf } from './file-sink.ts';
export { libraryAt, type Place, placeOf, rootId } from './library-at.ts';
export { kindsFor, mediaAt } from './media-at.ts';
export {
  type KnownRates,
  knownRates,
  type Prediction,
  predict,
  type SourceRate,
} from './predict.ts';
export { titleOfJob } from './queue/job-title.ts';
export type { WorkerOffer, WorkerOfferOptions } from './queue/offer.ts';
export {
  albumJobs,
  assertProfile,
  type MediaWish,
  mediaJobs,
  type Queueable,
  type QueueingOptions,
  queueing,
} from './queue/queueing.ts';
export { type JobWorkerOptions, startJobWorker } from './queue/start-job-worker.ts';
export { standardRecipes } from './recipes/index.ts';
export { rootAbility } from './roots/jobs-of-root.ts';
export { type RootChange, releaseRoot, renameRoot } from './roots/roots.ts';
export { createSample } from './sample.ts';
export { type FieldEdit, type SetFieldsRequest, setFields } from './set-fields.ts';
export { type Count, type LibrarySummary, statistics } from './statistics.ts';
