import './events.ts';

export { type Audiobooks, createAudiobooks } from './audiobooks.ts';
export { type ImportPlan, planImport } from './downloads/importing.ts';
export { emptyFields, enrichedFields, type Stamp } from './enrich/choose.ts';
export type { Coverage } from './enrich/coverage.ts';
export type { EnrichmentResult } from './enrich/enrich.ts';
export { type NextBook, type NextBooks, nextBooks } from './enrich/next.ts';
export { dueAt, searchesOf, type WishSearch } from './offers/searches.ts';
export {
  type AudiobooksOptions,
  defaultTemplate,
  type LibraryOptions,
  type OfferRule,
} from './options.ts';
export type { PhaseReport } from './phases.ts';
export type { ProviderMatch } from './provider/answer.ts';
export { type BookProviderOptions, createBookProvider } from './provider/provider.ts';
export { createBookRecipes } from './recipes.ts';
export type { Documents } from './records/documents.ts';
export { type BookHistory, createBookHistory, type TaskRecord } from './records/history.ts';
export { type BookRecords, createBookRecords } from './records/shelves.ts';
export { asTheyAre } from './sidecars/as-they-are.ts';
export { asWritten } from './sidecars/as-written.ts';
export { createSidecarPolicy } from './sidecars/policy.ts';
export { createSidecarSink, type SidecarSinkOptions } from './sidecars/sink.ts';
export { type BookStatus, bookStatusOf } from './status.ts';
export {
  called,
  type DownloadRecord,
  type DownloadState,
  type ImportedBook,
  type NewWish,
  type OfferRecord,
  type Shelf,
  states,
  type Wish,
} from './types.ts';
