import type { Operations } from '@earmark/api/client';

// The shapes of the API, as its own document says them: what changes there does not compile here.
export type {
  Account as AccountView,
  Album as AlbumRow,
  AlbumPage as AlbumView,
  ApiKey as KeyView,
  AuditEntry,
  Change as ChangeView,
  Decision as DecisionView,
  Job as JobView,
  Review as ReviewRow,
  Run as RunView,
  Self as SelfView,
  Session as SessionLine,
  Users as UsersView,
} from '@earmark/api/client';

type Answer<Route extends keyof Operations> = Operations[Route]['answer'];
export type SetupView = Answer<'GET /api/setup'>;
export type PeopleView = Answer<'GET /api/people'>;
export type WorkerView = Answer<'GET /api/workers'>['items'][number];
export type LockView = Answer<'GET /api/locks'>['items'][number];
export type BulkPreview = Answer<'GET /api/reviews/preview'>;
export type Bin = Answer<'GET /api/learning/confidence'>['bins'][number];
export type Learning = Answer<'GET /api/learning/stats'>;
export type FieldView = Answer<'GET /api/albums/{id}'>['fields'][number];

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
export interface Paged<T> {
  readonly items: readonly T[];
  /** Goes back as `after`. */
  readonly next?: string;
  readonly total?: number;
}
