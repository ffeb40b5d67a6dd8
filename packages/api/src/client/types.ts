// Written by `pnpm generate` from openapi.json: not by hand.

export type Account = { readonly name: string; readonly state: "idle" | "queued" | "running" | "paused" | "away"; readonly role: "viewer" | "member" | "owner"; readonly run?: string | undefined; readonly position?: number | undefined; readonly pausedBecause?: string | undefined; readonly pausedUntil?: number | undefined; readonly nextRunAt?: number | undefined; readonly folder?: string | undefined; readonly settings: AccountSettings; readonly statistics: { readonly total: number; readonly running: boolean; readonly processed: number; readonly skipped: number; readonly errors: number; readonly batches: number; readonly lastScanAt?: number | undefined; readonly lastDurationMs?: number | undefined; readonly lastOutcome?: "completed" | "stopped" | "failed" | undefined; readonly lastFault?: string | undefined; }; readonly revision: number; };
export type AccountSettings = { readonly batchSize: number; readonly intervalMinutes: number; readonly cron: string | null; readonly timeZone: string; readonly enabled: boolean; readonly priority: number; readonly quietHours: readonly { readonly from: string; readonly to: string; }[]; readonly hours: readonly { readonly day: number; readonly hours: readonly number[]; }[]; readonly calendars: readonly string[]; readonly genres: { readonly prefer: readonly string[]; readonly avoid: readonly string[]; }; readonly bands: { readonly auto: number; readonly review: number; } | null; readonly notices: boolean; };
export type Album = { readonly id: string; readonly kind: "album" | "book"; readonly title: string; readonly creators: readonly string[]; readonly year?: number | undefined; readonly root: string; readonly folder: string; readonly genres: readonly string[]; readonly formats: readonly string[]; readonly files: number; readonly durationSeconds: number; readonly pictures: number; readonly completeness: "complete" | "incomplete" | "untagged"; readonly band?: "auto" | "review" | "manual" | "unchanged" | undefined; readonly confidence?: number | undefined; readonly state: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown"; readonly health?: number | undefined; readonly pendingReviews: number; readonly locked: boolean; readonly addedAt: number; readonly changedAt?: number | undefined; };
export type AlbumPage = { readonly id: string; readonly kind: "album" | "book"; readonly title: string; readonly creators: readonly string[]; readonly year?: number | undefined; readonly root: string; readonly folder: string; readonly genres: readonly string[]; readonly formats: readonly string[]; readonly files: number; readonly durationSeconds: number; readonly pictures: number; readonly completeness: "complete" | "incomplete" | "untagged"; readonly band?: "auto" | "review" | "manual" | "unchanged" | undefined; readonly confidence?: number | undefined; readonly state: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown"; readonly health?: number | undefined; readonly pendingReviews: number; readonly locked: boolean; readonly addedAt: number; readonly changedAt?: number | undefined; readonly fields: readonly { readonly field: string; readonly values: readonly string[]; readonly locked: boolean; readonly decision?: { readonly id: string; readonly confidence: number; } | undefined; }[]; readonly tracks: readonly File[]; readonly pinned: { readonly [key: string]: string }; };
export type Albums = { readonly items: readonly Album[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type ApiKey = { readonly id: string; readonly name: string; readonly person: string; readonly scopes: readonly ("albums:read" | "reviews:read" | "reviews:write" | "runs:write" | "settings:write" | "tags:write" | "keys:write" | "metrics:read" | "admin" | "read" | "all")[]; readonly accounts: readonly string[]; readonly createdAt: number; readonly expiresAt?: number | undefined; readonly revokedAt?: number | undefined; readonly lastUsed?: { readonly at: number; readonly address?: string | undefined; readonly agent?: string | undefined; } | undefined; };
export type AuditEntry = { readonly seq: number; readonly at: number; readonly what: string; readonly person?: string | undefined; readonly name?: string | undefined; readonly key?: string | undefined; readonly account?: string | undefined; readonly target?: string | undefined; readonly before?: string | undefined; readonly after?: string | undefined; readonly address?: string | undefined; readonly requestId?: string | undefined; };
export type Backup = { readonly id: string; readonly at: number; readonly bytes: number; };
export type BookCoverage = { readonly at: number; readonly libraries: { readonly [key: string]: { readonly books: number; readonly filled: { readonly [key: string]: number }; } }; };
export type BookRecord = { readonly id: string; readonly wish?: string | undefined; readonly title: string; readonly creators: readonly string[]; readonly state: "chosen" | "added" | "downloading" | "complete" | "linked" | "scanned" | "located" | "described" | "done" | "held" | "failed" | "gone"; readonly heldAt?: "chosen" | "added" | "downloading" | "complete" | "linked" | "scanned" | "located" | "described" | "done" | "held" | "failed" | "gone" | undefined; readonly reason?: string | undefined; readonly by: string; readonly books: readonly { readonly files: number; readonly copied: boolean; readonly subject?: string | undefined; }[]; readonly history: readonly { readonly state: "chosen" | "added" | "downloading" | "complete" | "linked" | "scanned" | "located" | "described" | "done" | "held" | "failed" | "gone"; readonly at: number; }[]; readonly attempts: number; readonly fault?: Fault | undefined; readonly seedUntil?: number | undefined; };
export type BookStatus = { readonly configured: boolean; readonly wishes: { readonly open: number; readonly met: number; }; readonly offers: { readonly all: number; readonly fitting: number; }; readonly records: { readonly [key: string]: number }; readonly reviews: number; readonly coverage?: BookCoverage | undefined; readonly lastRun?: { readonly run: string; readonly at: number; readonly dryRun: boolean; readonly phases: readonly { readonly phase: number; readonly name: string; readonly ok: boolean; readonly lines: readonly string[]; }[]; } | undefined; };
export type Calendar = { readonly timeZone: string; readonly words: readonly string[]; readonly leadMinutes: number; readonly trailMinutes: number; readonly name: string; readonly events: number; readonly readAt?: number | undefined; readonly fault?: string | undefined; };
export type CalendarEvent = { readonly calendar: string; readonly summary: string; readonly start: number; readonly end: number; readonly categories: readonly string[]; readonly allDay: boolean; };
export type Change = { readonly receipt?: string | undefined; readonly run: string; readonly target: string; readonly subject?: string | undefined; readonly title?: string | undefined; readonly at: number; readonly field: string; readonly before: readonly string[]; readonly after: readonly string[]; readonly status: "applied" | "planned" | "failed" | "abandoned"; readonly fault?: Fault | undefined; readonly undone: boolean; };
export type Changes = { readonly items: readonly Change[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type Decision = { readonly id: string; readonly subject: string; readonly title: string; readonly run: string; readonly at: number; readonly field: string; readonly before: readonly string[]; readonly after: readonly string[]; readonly confidence: number; readonly belief: number; readonly band: "auto" | "review" | "manual" | "unchanged"; readonly reasons: readonly Reason[]; readonly silent: readonly string[]; readonly matches?: readonly MatchedRelease[] | undefined; };
export type Decisions = { readonly items: readonly Decision[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type Event = { readonly seq: number; readonly at: number; readonly account: string; readonly run?: string | undefined; readonly event: string; readonly data: unknown; };
export type Facets = { readonly [Key in "genre" | "year" | "format" | "creator" | "band" | "kind" | "root" | "state" | "silent" | "issue"]?: readonly { readonly value: string; readonly count: number; }[] | undefined };
export type Fault = { readonly code: string; readonly message: string; readonly retryAfterMs?: number | undefined; };
export type File = { readonly id: string; readonly root: string; readonly path: string; readonly size: number; readonly album?: string | undefined; readonly format?: string | undefined; readonly fields: { readonly [key: string]: readonly string[] }; readonly complete: boolean; readonly durationSeconds?: number | undefined; readonly pictures: number; readonly chapters: number; readonly fault?: Fault | undefined; readonly addedAt: number; };
export type Files = { readonly items: readonly File[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type Genre = { readonly name: string; readonly parents: readonly string[]; readonly aliases: readonly string[]; };
export type GenreLabel = { readonly input: string; readonly kind: "genre" | "quality" | "mood" | "place" | "decade" | "noise" | "unknown"; readonly genres: readonly string[]; readonly parents: readonly string[]; readonly regions: readonly string[]; readonly by?: "name" | "rule" | "parts" | "modifier" | "spelling" | "head" | undefined; readonly suggestion?: string | undefined; };
export type Job = { readonly id: string; readonly topic: string; readonly payload: unknown; readonly priority: number; readonly key?: string | undefined; readonly needs?: readonly string[] | undefined; readonly status: "waiting" | "active" | "done" | "failed" | "cancelled"; readonly attempts: number; readonly maxAttempts: number; readonly notBefore: number; readonly worker?: string | undefined; readonly progress?: number | undefined; readonly fault?: Fault | undefined; readonly result?: unknown | undefined; readonly createdAt: number; readonly startedAt?: number | undefined; readonly finishedAt?: number | undefined; };
export type Jobs = { readonly items: readonly Job[]; };
export type Lease = { readonly id: string; readonly of: "account" | "file"; readonly target?: string | undefined; readonly holder: { readonly host: string; readonly pid: number; readonly account?: string | undefined; }; readonly since?: number | undefined; readonly beatAt?: number | undefined; readonly state: "held" | "stale" | "dead"; };
export type MatchedRelease = { readonly source: string; readonly id: string; readonly title: string; readonly creators: readonly string[]; readonly year?: number | undefined; readonly country?: string | undefined; readonly tracks?: number | undefined; readonly url?: string | undefined; readonly score: number; readonly runnerUp?: { readonly source: string; readonly id: string; readonly title: string; readonly creators: readonly string[]; readonly year?: number | undefined; readonly country?: string | undefined; readonly tracks?: number | undefined; readonly url?: string | undefined; readonly score: number; } | undefined; };
export type Membership = { readonly person: string; readonly account: string; readonly role: "viewer" | "member" | "owner"; readonly since: number; };
export type NewApiKey = { readonly key: string; readonly apiKey: ApiKey; };
export type NextBook = { readonly subject: string; readonly title: string; readonly creators: readonly string[]; readonly empty: readonly string[]; readonly askedAt?: number | undefined; readonly result?: "hit" | "miss" | undefined; };
export type NoticeRule = { readonly notifier: string; readonly person?: string | undefined; readonly kinds?: readonly ("run-ended" | "needs-review" | "failures" | "budget-parked" | "worker-lost" | "disk-full")[] | undefined; readonly daily?: string | undefined; readonly quiet?: readonly { readonly from: string; readonly to: string; }[] | undefined; readonly timeZone?: string | undefined; readonly name: string; readonly ended?: boolean | undefined; };
export type NotifierState = { readonly name: string; readonly sentAt?: number | undefined; readonly failedAt?: number | undefined; readonly fault?: Fault | undefined; readonly failures: number; readonly disabled?: boolean | undefined; };
export type Offer = { readonly id: string; readonly wish: string; readonly finder: string; readonly url?: string | undefined; readonly title: string; readonly creators: readonly string[]; readonly narrators: readonly string[]; readonly series: readonly { readonly name: string; readonly sequence?: string | undefined; }[]; readonly language?: string | undefined; readonly asin?: string | undefined; readonly durationSeconds?: number | undefined; readonly abridged?: boolean | undefined; readonly sizeBytes?: number | undefined; readonly formats: readonly string[]; readonly seeders?: number | undefined; readonly free: boolean; readonly score: number; readonly fits: boolean; readonly why: readonly string[]; readonly seenAt: number; };
export type Outcomes = { readonly results: readonly { readonly account: string; readonly status: number; readonly run?: string | undefined; readonly position?: number | undefined; readonly detail?: string | undefined; }[]; };
export type OutgoingNotice = { readonly id: string; readonly notifier: string; readonly state: "waiting" | "sending" | "failed" | "unknown"; readonly dueAt: number; readonly gathers?: boolean | undefined; readonly attempts: number; readonly fault?: Fault | undefined; readonly notice: { readonly kind: string; readonly level: "info" | "warning" | "failure"; readonly title: string; readonly text: string; readonly key: string; readonly account: string; readonly count?: number | undefined; readonly url?: string | undefined; readonly at: number; }; };
export type Person = { readonly id: string; readonly name: string; readonly admin: boolean; readonly disabled: boolean; readonly createdAt: number; readonly revision: number; };
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly code: string; readonly requestId: string; readonly errors?: readonly { readonly pointer: string; readonly message: string; }[] | undefined; };
export type Quality = { readonly last?: { readonly run: string; readonly at: number; readonly score: number; readonly albums: number; readonly files: number; } | undefined; readonly kinds: readonly { readonly kind: string; readonly severity: "info" | "warning" | "error"; readonly points: number; readonly meaning: string; readonly issues: number; readonly fixes: number; }[]; readonly history: readonly QualityCheck[]; };
export type QualityCheck = { readonly run: string; readonly at: number; readonly score: number; readonly issues: number; readonly fresh?: number | undefined; readonly gone?: number | undefined; };
export type QualityIssue = { readonly id: string; readonly kind: string; readonly severity: "info" | "warning" | "error"; readonly subject: string; readonly title: string; readonly target?: string | undefined; readonly field?: string | undefined; readonly evidence: string; readonly files: number; readonly fixable: boolean; };
export type Reason = { readonly what: string; readonly contribution: number; readonly source?: string | undefined; readonly detail?: string | undefined; };
export type Review = { readonly decision: string; readonly subject: string; readonly title: string; readonly field: string; readonly before: readonly string[]; readonly after: readonly string[]; readonly confidence: number; readonly band: "review" | "manual"; readonly queuedAt: number; readonly status: "pending" | "accepted" | "rejected" | "edited" | "applied" | "superseded" | "locked"; readonly by?: string | undefined; readonly at?: number | undefined; readonly reason?: string | undefined; readonly edited?: readonly string[] | undefined; };
export type Reviews = { readonly items: readonly Review[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type Run = { readonly id: string; readonly pipeline: string; readonly recipe?: string | undefined; readonly startedAt: number; readonly endedAt?: number | undefined; readonly outcome?: "completed" | "stopped" | "failed" | undefined; readonly state: "running" | "completed" | "stopped" | "failed" | "killed"; readonly counts: { readonly [key: string]: number }; readonly request?: unknown | undefined; };
export type RunComparison = { readonly same: number; readonly different: number; readonly onlyOne: number; readonly onlyOther: number; readonly more: boolean; readonly items: readonly { readonly subject: string; readonly title: string; readonly field: string; readonly one?: { readonly after: readonly string[]; readonly confidence: number; readonly band: "auto" | "review" | "manual" | "unchanged"; } | undefined; readonly other?: { readonly after: readonly string[]; readonly confidence: number; readonly band: "auto" | "review" | "manual" | "unchanged"; } | undefined; }[]; };
export type Runs = { readonly items: readonly Run[]; readonly next?: string | undefined; readonly total?: number | undefined; };
export type Self = { readonly person: Person; readonly accounts: readonly { readonly name: string; readonly role: "viewer" | "member" | "owner"; }[]; readonly scopes: readonly ("albums:read" | "reviews:read" | "reviews:write" | "runs:write" | "settings:write" | "tags:write" | "keys:write" | "metrics:read" | "admin" | "read" | "all")[]; };
export type Session = { readonly id: string; readonly person: string; readonly createdAt: number; readonly seenAt: number; readonly expiresAt: number; readonly address?: string | undefined; readonly agent?: string | undefined; readonly current: boolean; };
export type SettingsPreview = { readonly looked: number; readonly more: boolean; readonly changed: number; readonly bands: { readonly [key: string]: { readonly came: number; readonly left: number; } }; readonly otherValues: number; readonly expectedWrong: number; readonly examples: readonly { readonly subject: string; readonly title: string; readonly field: string; readonly confidence: number; readonly from: { readonly band: "auto" | "review" | "manual" | "unchanged"; readonly after: readonly string[]; }; readonly to: { readonly band: "auto" | "review" | "manual" | "unchanged"; readonly after: readonly string[]; }; }[]; };
export type Started = { readonly run: string; } | { readonly queued: true; readonly position: number; } | { readonly done: true; };
export type Users = { readonly users: readonly Account[]; readonly totals: { readonly users: number; readonly running: number; readonly enabled: number; readonly maxConcurrent: number; readonly total: number; readonly processed: number; readonly skipped: number; readonly errors: number; readonly batches: number; }; };
export type Views = { readonly items: readonly { readonly name: string; readonly query: string; }[]; };
export type Wish = { readonly id: string; readonly title: string; readonly creators: readonly string[]; readonly series?: string | undefined; readonly narrator?: string | undefined; readonly language?: string | undefined; readonly asin?: string | undefined; readonly status: "open" | "met" | "dropped"; readonly createdAt: number; readonly searchedAt?: number | undefined; readonly found?: { readonly offers: number; readonly fit: number; } | undefined; readonly fault?: string | undefined; };
export type WishSearch = { readonly wish: string; readonly query: { readonly title: string; readonly creators: readonly string[]; readonly series?: string | undefined; readonly narrator?: string | undefined; readonly language?: string | undefined; readonly asin?: string | undefined; }; readonly searchedAt?: number | undefined; readonly found?: { readonly offers: number; readonly fit: number; } | undefined; readonly fault?: string | undefined; readonly dueAt: number; };
export type __schema0 = string | number | boolean | null | readonly __schema0[] | { readonly [key: string]: __schema0 };

export interface Operations {
  /** The process is alive: asks no one and reads nothing */
  'GET /health': { answer: { readonly status: "ok"; readonly version: string; }; };
  /** It can serve: the state is open, and it is not stopping */
  'GET /ready': { answer: { readonly ready: boolean; }; };
  /** Figures for Prometheus */
  'GET /metrics': { answer: Response; };
  /** Who changed what, newest first */
  'GET /api/audit': { query?: { account?: string | undefined; person?: string | undefined; what?: string | undefined; before?: number | undefined; limit?: number | undefined; }; answer: { readonly items: readonly AuditEntry[]; }; };
  /** Whether there is anybody yet, and whether a code is asked for */
  'GET /api/setup': { answer: { readonly needed: boolean; readonly code: boolean; }; };
  /** Makes the first person, who administers the server and owns every account */
  'POST /api/setup': { body: { readonly name: string; readonly password: string; readonly code?: string | undefined; }; answer: Person; };
  /** Logs in by name and password; the session is in the cookie */
  'POST /api/session': { body: { readonly name: string; readonly password: string; }; answer: Person; };
  /** Who asks, and what they reach */
  'GET /api/session': { answer: Self; };
  /** Ends this session */
  'DELETE /api/session': { answer: undefined; };
  /** Where one is logged in */
  'GET /api/sessions': { answer: { readonly items: readonly Session[]; }; };
  /** Logs a device out */
  'DELETE /api/sessions/{id}': { params: { id: string; }; answer: undefined; };
  /** Everyone who can log in */
  'GET /api/people': { answer: { readonly items: readonly Person[]; readonly memberships: readonly Membership[]; }; };
  /** Somebody new */
  'POST /api/people': { body: { readonly name: string; readonly password?: string | undefined; readonly admin?: boolean | undefined; }; answer: Person; };
  /** One’s own name or password. A new password ends all sessions */
  'PATCH /api/people/me': { body: { readonly name?: string | undefined; readonly password?: string | undefined; readonly currentPassword: string; }; answer: Person; };
  /** One person */
  'GET /api/people/{id}': { params: { id: string; }; answer: Person; };
  /** Changes a person: those fields that are given */
  'PATCH /api/people/{id}': { params: { id: string; }; headers: { 'If-Match': string; }; body: { readonly name?: string | undefined; readonly password?: string | undefined; readonly admin?: boolean | undefined; readonly disabled?: boolean | undefined; }; answer: Person; };
  /** Removes a person, their sessions, keys and memberships; accounts stay */
  'DELETE /api/people/{id}': { params: { id: string; }; answer: undefined; };
  /** Gives a person a role in an account, or in all of them (*) */
  'PUT /api/people/{id}/accounts/{account}': { params: { id: string; account: string; }; body: { readonly role: "viewer" | "member" | "owner"; }; answer: Membership; };
  /** Takes an account away from a person */
  'DELETE /api/people/{id}/accounts/{account}': { params: { id: string; account: string; }; answer: undefined; };
  /** One’s own keys; everybody’s with all=1, for who administers the server */
  'GET /api/keys': { query?: { all?: "1" | undefined; }; answer: { readonly items: readonly ApiKey[]; }; };
  /** A new key; it is shown this one time */
  'POST /api/keys': { body: { readonly name: string; readonly scopes: readonly string[]; readonly accounts: readonly string[]; readonly expiresAt?: number | null | undefined; }; answer: NewApiKey; };
  /** Revokes a key, at once */
  'DELETE /api/keys/{id}': { params: { id: string; }; answer: undefined; };
  /** A new key in the place of this one, which is revoked */
  'POST /api/keys/{id}/rotate': { params: { id: string; }; answer: NewApiKey; };
  /** Whether a key holds, until when and for what */
  'POST /api/keys/validate': { body: { readonly key: string; }; answer: { readonly valid: boolean; readonly reason?: "unknown" | "revoked" | "expired" | undefined; readonly expires?: number | undefined; readonly scopes?: readonly string[] | undefined; }; };
  /** The accounts within reach, with what they do and have done */
  'GET /api/users': { answer: Users; };
  /** A new account, of a library that does not lie below the USERS folder */
  'POST /api/users': { body: { readonly name: string; readonly folder?: string | undefined; }; answer: Account; };
  /** One account */
  'GET /api/users/{name}': { params: { name: string; }; answer: Account; };
  /** Removes an account: its settings and memberships go. Media are not touched; its journal stays, for undo once it is made again */
  'DELETE /api/users/{name}': { params: { name: string; }; answer: undefined; };
  /** Starts, stops, pauses, resumes, enables or disables an account */
  'POST /api/control': { body: { readonly account: string; readonly action: "start" | "stop" | "pause" | "resume" | "enable" | "disable"; readonly until?: number | undefined; }; answer: Started; };
  /** Changes settings of an account: those that are given */
  'POST /api/configure': { headers: { 'If-Match': string; }; body: { readonly account: string; readonly batchSize?: number | undefined; readonly intervalMinutes?: number | undefined; readonly cron?: string | null | undefined; readonly timeZone?: string | undefined; readonly enabled?: boolean | undefined; readonly priority?: number | undefined; readonly quietHours?: readonly { readonly from: string; readonly to: string; }[] | undefined; readonly hours?: readonly { readonly day: number; readonly hours: readonly number[]; }[] | undefined; readonly calendars?: readonly string[] | undefined; readonly genres?: { readonly prefer: readonly string[]; readonly avoid: readonly string[]; } | undefined; readonly bands?: { readonly auto: number; readonly review: number; } | null | undefined; readonly notices?: boolean | undefined; readonly batch_size?: number | undefined; readonly interval_minutes?: number | undefined; readonly twitch_notifications?: boolean | undefined; }; answer: Account; };
  /** Starts every enabled account within reach */
  'POST /api/start-all': { answer: Outcomes; };
  /** Stops every account within reach */
  'POST /api/stop-all': { answer: Outcomes; };
  /** The settings of an account */
  'GET /api/settings': { query?: { account?: string | undefined; }; answer: AccountSettings; };
  /** Changes settings of an account: those that are given */
  'PATCH /api/settings': { query?: { account?: string | undefined; }; headers: { 'If-Match': string; }; body: { readonly batchSize?: number | undefined; readonly intervalMinutes?: number | undefined; readonly cron?: string | null | undefined; readonly timeZone?: string | undefined; readonly enabled?: boolean | undefined; readonly priority?: number | undefined; readonly quietHours?: readonly { readonly from: string; readonly to: string; }[] | undefined; readonly hours?: readonly { readonly day: number; readonly hours: readonly number[]; }[] | undefined; readonly calendars?: readonly string[] | undefined; readonly genres?: { readonly prefer: readonly string[]; readonly avoid: readonly string[]; } | undefined; readonly bands?: { readonly auto: number; readonly review: number; } | null | undefined; readonly notices?: boolean | undefined; }; answer: AccountSettings; };
  /** What past decisions would have become with other settings: from the journal, without requests */
  'POST /api/settings/preview': { query?: { account?: string | undefined; }; body: { readonly bands?: { readonly auto: number; readonly review: number; } | null | undefined; readonly genres?: { readonly prefer: readonly string[]; readonly avoid: readonly string[]; } | undefined; }; answer: SettingsPreview; };
  /** Albums and books, filtered, sorted, a page at a time */
  'GET /api/albums': { query?: { text?: string | undefined; creator?: string | undefined; genre?: string | undefined; kind?: "album" | "book" | undefined; yearFrom?: number | undefined; yearTo?: number | undefined; format?: string | undefined; root?: string | undefined; completeness?: "complete" | "incomplete" | "untagged" | undefined; healthFrom?: number | undefined; healthTo?: number | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; state?: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown" | undefined; locked?: boolean | undefined; silent?: string | undefined; issue?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; changedSince?: number | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; sort?: "title" | "creator" | "year" | "added" | "changed" | "confidence" | "health" | "folder" | undefined; account?: string | undefined; }; answer: Albums; };
  /** Audiobooks, filtered, sorted, a page at a time */
  'GET /api/books': { query?: { text?: string | undefined; creator?: string | undefined; genre?: string | undefined; yearFrom?: number | undefined; yearTo?: number | undefined; format?: string | undefined; root?: string | undefined; completeness?: "complete" | "incomplete" | "untagged" | undefined; healthFrom?: number | undefined; healthTo?: number | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; state?: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown" | undefined; locked?: boolean | undefined; silent?: string | undefined; issue?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; changedSince?: number | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; sort?: "title" | "creator" | "year" | "added" | "changed" | "confidence" | "health" | "folder" | undefined; account?: string | undefined; }; answer: Albums; };
  /** What the albums that a filter finds have in common, with counts */
  'GET /api/albums/facets': { query?: { text?: string | undefined; creator?: string | undefined; genre?: string | undefined; kind?: "album" | "book" | undefined; yearFrom?: number | undefined; yearTo?: number | undefined; format?: string | undefined; root?: string | undefined; completeness?: "complete" | "incomplete" | "untagged" | undefined; healthFrom?: number | undefined; healthTo?: number | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; state?: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown" | undefined; locked?: boolean | undefined; silent?: string | undefined; issue?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; changedSince?: number | undefined; which?: readonly ("genre" | "year" | "format" | "creator" | "band" | "kind" | "root" | "state" | "silent" | "issue")[] | undefined; limit?: number | undefined; account?: string | undefined; }; answer: Facets; };
  /** How many albums have which confidence: 20 bins of 0.05 */
  'GET /api/albums/histogram': { query?: { text?: string | undefined; creator?: string | undefined; genre?: string | undefined; kind?: "album" | "book" | undefined; yearFrom?: number | undefined; yearTo?: number | undefined; format?: string | undefined; root?: string | undefined; completeness?: "complete" | "incomplete" | "untagged" | undefined; healthFrom?: number | undefined; healthTo?: number | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; state?: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown" | undefined; locked?: boolean | undefined; silent?: string | undefined; issue?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; changedSince?: number | undefined; account?: string | undefined; }; answer: { readonly bins: readonly number[]; }; };
  /** One album, with its fields, what was decided about them, and its files */
  'GET /api/albums/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: AlbumPage; };
  /** Writes values by hand, as a run like any other; locks and unlocks fields */
  'PATCH /api/albums/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; headers: { 'If-Match': string; }; body: { readonly set?: { readonly [key: string]: readonly string[] } | undefined; readonly lock?: { readonly [key: string]: boolean } | undefined; }; answer: { readonly run?: string | undefined; }; };
  /** Why: every decision about it, with its reasons and matches, and what people said */
  'GET /api/albums/{id}/evidence': { params: { id: string; }; query?: { account?: string | undefined; }; answer: { readonly decisions: Decisions; readonly rejected: readonly { readonly field: string; readonly value: string; }[]; readonly pinned: { readonly [key: string]: string }; readonly sources: readonly string[]; }; };
  /** What was changed about it */
  'GET /api/albums/{id}/history': { params: { id: string; }; query?: { account?: string | undefined; }; answer: Changes; };
  /** Which release of a source it is, by id or address: the next run believes it */
  'PUT /api/albums/{id}/match': { params: { id: string; }; query?: { account?: string | undefined; }; body: { readonly source?: string | undefined; readonly release: string; }; answer: { readonly source: string; readonly id: string; }; };
  /** Takes that choice back */
  'DELETE /api/albums/{id}/match/{source}': { params: { id: string; source: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** Files, filtered and sorted */
  'GET /api/files': { query?: { text?: string | undefined; album?: string | undefined; root?: string | undefined; folder?: string | undefined; format?: string | undefined; failed?: boolean | undefined; sort?: "path" | "size" | "added" | "duration" | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; account?: string | undefined; }; answer: Files; };
  /** What was decided, newest first */
  'GET /api/decisions': { query?: { run?: string | undefined; subject?: string | undefined; field?: string | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; text?: string | undefined; since?: number | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; account?: string | undefined; }; answer: Decisions; };
  /** How the audiobooks of an account stand: wishes, downloads, coverage, the last run */
  'GET /api/books/status': { query?: { account?: string | undefined; }; answer: BookStatus; };
  /** The books that are wished for, newest first */
  'GET /api/books/wishes': { query?: { account?: string | undefined; }; answer: { readonly items: readonly Wish[]; }; };
  /** Wishes for a book, or for all of an author or a series. The same wish twice is one */
  'POST /api/books/wishes': { query?: { account?: string | undefined; }; body: { readonly title?: string | undefined; readonly creators?: readonly string[] | undefined; readonly series?: string | undefined; readonly narrator?: string | undefined; readonly language?: string | undefined; readonly asin?: string | undefined; }; answer: Wish; };
  /** Takes a wish back. What is already downloading goes on */
  'DELETE /api/books/wishes/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** The searches of open wishes: what is asked for, what came of it, when it is done again */
  'GET /api/books/searches': { query?: { account?: string | undefined; }; answer: { readonly items: readonly WishSearch[]; }; };
  /** Asks the finders for a wish now; adds nothing */
  'POST /api/books/wishes/{id}/search': { params: { id: string; }; query?: { account?: string | undefined; }; answer: { readonly run: string; }; };
  /** What was found for wishes, best first, with what speaks against each */
  'GET /api/books/offers': { query?: { wish?: string | undefined; fits?: boolean | undefined; account?: string | undefined; }; answer: { readonly items: readonly Offer[]; }; };
  /** Says yes to an offer: it is downloaded, and linked into the library when complete */
  'POST /api/books/offers/{id}/add': { params: { id: string; }; query?: { account?: string | undefined; }; headers?: { 'Idempotency-Key'?: string | undefined; }; answer: { readonly record: BookRecord; readonly run: string; }; };
  /** The downloads, and how far each is */
  'GET /api/books/records': { query?: { account?: string | undefined; }; answer: { readonly items: readonly BookRecord[]; }; };
  /** Continues a held or failed download where it stopped */
  'POST /api/books/records/{id}/retry': { params: { id: string; }; query?: { account?: string | undefined; }; answer: { readonly record: BookRecord; readonly run: string; }; };
  /** How many books of each library have each field, by day */
  'GET /api/books/coverage': { query?: { account?: string | undefined; }; answer: { readonly items: readonly BookCoverage[]; }; };
  /** Which books are asked about next, and why: as of when the library was last counted */
  'GET /api/books/next': { query?: { account?: string | undefined; }; answer: { readonly at?: number | undefined; readonly items: readonly NextBook[]; }; };
  /** The picture of an album, as its files hold it */
  'GET /api/covers/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: Response; };
  /** The vocabulary: every genre with what stands above it and how else it is written */
  'GET /api/genres': { answer: { readonly items: readonly Genre[]; }; };
  /** What the vocabulary makes of labels as people and services write them */
  'POST /api/genres/normalize': { body: { readonly labels: readonly string[]; }; answer: { readonly labels: readonly GenreLabel[]; }; };
  /** What waits for an answer, or was answered */
  'GET /api/reviews': { query?: { status?: "pending" | "accepted" | "rejected" | "edited" | "applied" | "superseded" | "locked" | undefined; field?: string | undefined; band?: "review" | "manual" | undefined; subject?: string | undefined; minConfidence?: number | undefined; maxConfidence?: number | undefined; text?: string | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; sort?: "confidence" | "queued" | "title" | undefined; account?: string | undefined; }; answer: Reviews; };
  /** What accepting all that a filter finds would mean: how many, and how many of them are probably wrong */
  'GET /api/reviews/preview': { query?: { status?: "pending" | undefined; field?: string | undefined; band?: "review" | "manual" | undefined; subject?: string | undefined; minConfidence?: number | undefined; maxConfidence?: number | undefined; text?: string | undefined; account?: string | undefined; }; answer: { readonly count: number; readonly files: number; readonly expectedWrong: number; readonly riskiest: readonly Review[]; }; };
  /** One question */
  'GET /api/reviews/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: Review; };
  /** Accepts, rejects or edits. It is written by the next run that writes */
  'POST /api/reviews/{id}/answer': { params: { id: string; }; query?: { account?: string | undefined; }; headers?: { 'Idempotency-Key'?: string | undefined; }; body: { readonly verdict: "accepted" | "rejected"; readonly reason?: string | undefined; } | { readonly verdict: "edited"; readonly edited: readonly string[]; readonly reason?: string | undefined; } | { readonly verdict: "locked"; }; answer: Review; };
  /** Takes an answer back, as long as it is not written */
  'DELETE /api/reviews/{id}/answer': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** One answer for many: by ids, or all that a filter finds, as long as they are as many as expected */
  'POST /api/reviews/answer': { query?: { account?: string | undefined; }; headers?: { 'Idempotency-Key'?: string | undefined; }; body: { readonly ids?: readonly string[] | undefined; readonly filter?: { readonly status?: "pending" | undefined; readonly field?: string | undefined; readonly band?: "review" | "manual" | undefined; readonly subject?: string | undefined; readonly text?: string | undefined; readonly minConfidence?: number | undefined; readonly maxConfidence?: number | undefined; } | undefined; readonly expectedCount?: number | undefined; readonly verdict: "accepted" | "rejected"; readonly reason?: string | undefined; }; answer: { readonly answered: number; readonly results: readonly { readonly id: string; readonly status: "answered" | "unknown" | "conflict"; }[]; }; };
  /** How well the library is, by kinds of issues, and how that went */
  'GET /api/quality': { query?: { account?: string | undefined; }; answer: Quality; };
  /** Some issues of each kind, or those of one kind */
  'GET /api/quality/issues': { query?: { kind?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; limit?: number | undefined; account?: string | undefined; }; answer: { readonly items: readonly QualityIssue[]; }; };
  /** What was done, newest first */
  'GET /api/runs': { query?: { recipe?: string | undefined; pipeline?: string | undefined; outcome?: "completed" | "stopped" | "failed" | "open" | undefined; since?: number | undefined; limit?: number | undefined; after?: string | undefined; offset?: number | undefined; count?: boolean | undefined; descending?: boolean | undefined; account?: string | undefined; }; answer: Runs; };
  /** Starts a run by its recipe: scan, tag, reviewed … */
  'POST /api/runs': { query?: { account?: string | undefined; }; headers?: { 'Idempotency-Key'?: string | undefined; }; body: { readonly recipe: string; readonly request?: { readonly [key: string]: __schema0 } | undefined; }; answer: { readonly run: string; }; };
  /** One run, with its counts */
  'GET /api/runs/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: Run; };
  /** What a run changed; of a dry run, what it would have changed */
  'GET /api/runs/{id}/diff': { params: { id: string; }; query?: { limit?: number | undefined; after?: string | undefined; account?: string | undefined; }; answer: Changes; };
  /** What two runs decided differently */
  'GET /api/runs/{id}/compare/{other}': { params: { id: string; other: string; }; query?: { account?: string | undefined; }; answer: RunComparison; };
  /** Asks a run to end cleanly, in whatever process it runs */
  'POST /api/runs/{id}/stop': { params: { id: string; }; query?: { account?: string | undefined; }; answer: { readonly asked: boolean; }; };
  /** Goes on where a run ended */
  'POST /api/runs/{id}/resume': { params: { id: string; }; query?: { account?: string | undefined; }; answer: { readonly run: string; }; };
  /** Puts back what a run changed, or some changes of it */
  'POST /api/runs/{id}/undo': { params: { id: string; }; query?: { account?: string | undefined; }; headers?: { 'Idempotency-Key'?: string | undefined; }; body: { readonly receipt?: string | undefined; readonly receipts?: readonly string[] | undefined; }; answer: { readonly run: string; }; };
  /** Through what an account tells its people */
  'GET /api/notices': { query?: { account?: string | undefined; }; answer: { readonly items: readonly NotifierState[]; }; };
  /** Sends one message, and says whether it was taken */
  'POST /api/notices/{name}/test': { params: { name: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** What goes through which notifier, and when */
  'GET /api/notices/rules': { query?: { account?: string | undefined; }; answer: { readonly items: readonly NoticeRule[]; }; };
  /** A rule. A notifier that rules name tells only what they say */
  'PUT /api/notices/rules/{name}': { params: { name: string; }; query?: { account?: string | undefined; }; body: { readonly notifier: string; readonly person?: string | undefined; readonly kinds?: readonly ("run-ended" | "needs-review" | "failures" | "budget-parked" | "worker-lost" | "disk-full")[] | undefined; readonly daily?: string | undefined; readonly quiet?: readonly { readonly from: string; readonly to: string; }[] | undefined; readonly timeZone?: string | undefined; }; answer: NoticeRule; };
  /** Removes a rule */
  'DELETE /api/notices/rules/{name}': { params: { name: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** Notices that have not arrived. `unknown`: a kill interrupted it, so it may have */
  'GET /api/notices/outbox': { query?: { account?: string | undefined; }; answer: { readonly items: readonly OutgoingNotice[]; }; };
  /** Sends a notice now. Whether it arrived, the outbox says */
  'POST /api/notices/outbox/{id}/retry': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** A notice that is not to be sent any more */
  'DELETE /api/notices/outbox/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** What waits, is done by workers, or was */
  'GET /api/jobs': { query?: { status?: "waiting" | "active" | "done" | "failed" | "cancelled" | undefined; limit?: number | undefined; before?: string | undefined; topic?: string | undefined; account?: string | undefined; }; answer: Jobs; };
  /** One job */
  'GET /api/jobs/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: Job; };
  /** Takes a job out of the queue */
  'POST /api/jobs/{id}/cancel': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** Puts a failed or cancelled job back */
  'POST /api/jobs/{id}/retry': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** Transcodes that wait, run or ended */
  'GET /api/transcodes': { query?: { status?: "waiting" | "active" | "done" | "failed" | "cancelled" | undefined; limit?: number | undefined; before?: string | undefined; account?: string | undefined; }; answer: Jobs; };
  /** Who works on what at this moment */
  'GET /api/workers': { query?: { account?: string | undefined; }; answer: { readonly items: readonly { readonly worker: string; readonly jobs: readonly Job[]; }[]; }; };
  /** Fields that people have locked */
  'GET /api/locks': { query?: { limit?: number | undefined; offset?: number | undefined; account?: string | undefined; }; answer: { readonly items: readonly { readonly subject: string; readonly title?: string | undefined; readonly field: string; readonly by: string; readonly at: number; }[]; }; };
  /** Which processes hold the right to write the account’s files now */
  'GET /api/leases': { query?: { account?: string | undefined; }; answer: { readonly items: readonly Lease[]; }; };
  /** Takes a lease away from a holder that is dead or silent for too long */
  'DELETE /api/leases/{id}': { params: { id: string; }; query?: { account?: string | undefined; }; answer: undefined; };
  /** The views of albums that you saved */
  'GET /api/views': { answer: Views; };
  /** Saves a view, or changes the one of that name */
  'PUT /api/views/{name}': { params: { name: string; }; body: { readonly query: string; }; answer: undefined; };
  /** Forgets a view */
  'DELETE /api/views/{name}': { params: { name: string; }; answer: undefined; };
  /** What people’s answers have taught so far */
  'GET /api/learning/stats': { query?: { field?: string | undefined; account?: string | undefined; }; answer: { readonly field: string; readonly samples: number; readonly right: number; readonly acceptedShare: number | null; }; };
  /** Whether confidence is what it says: of each bin, how much was right */
  'GET /api/learning/confidence': { query?: { field?: string | undefined; account?: string | undefined; }; answer: { readonly field: string; readonly bins: readonly { readonly from: number; readonly to: number; readonly samples: number; readonly believed: number | null; readonly right: number | null; }[]; }; };
  /** What happens, as server-sent events: continue with Last-Event-ID or after. A `resync` event says that some were missed */
  'GET /api/events': { query?: { after?: number | undefined; account?: string | undefined; }; answer: Response; };
  /** What happened in an account, from the log, oldest first */
  'GET /api/events/log': { query?: { after?: number | undefined; run?: string | undefined; limit?: number | undefined; account?: string | undefined; }; answer: { readonly items: readonly Event[]; readonly first: number; readonly last: number; }; };
  /** Opens /ws?ticket=… once within 30 seconds, where neither cookie nor header can be sent */
  'POST /api/ws-ticket': { answer: { readonly ticket: string; readonly expiresAt: number; }; };
  /** Albums (with the filter of their list), decisions or changes, whole: as CSV, as JSON, or as one JSON object a line (ndjson) */
  'GET /api/export': { query: { text?: string | undefined; creator?: string | undefined; genre?: string | undefined; kind?: "album" | "book" | undefined; yearFrom?: number | undefined; yearTo?: number | undefined; format: "csv" | "json" | "ndjson"; root?: string | undefined; completeness?: "complete" | "incomplete" | "untagged" | undefined; healthFrom?: number | undefined; healthTo?: number | undefined; confidenceFrom?: number | undefined; confidenceTo?: number | undefined; band?: "auto" | "review" | "manual" | "unchanged" | undefined; state?: "failed" | "manual" | "review" | "undecided" | "proposed" | "changed" | "settled" | "confirmed" | "unknown" | undefined; locked?: boolean | undefined; silent?: string | undefined; issue?: "broken-file" | "damaged-sound" | "unsafe-tags" | "odd-duration" | "mojibake" | "control-characters" | "untidy-spaces" | "html-entities" | "joined-values" | "placeholder" | "all-caps" | "missing-field" | "missing-tracks" | "duplicate-tracks" | "wrong-totals" | "mixed-values" | "placeholder-genre" | "unknown-genre" | "many-genres" | "missing-art" | "artist-spelling" | "odd-genres" | "duplicate-album" | undefined; changedSince?: number | undefined; what?: "albums" | "decisions" | "changes" | undefined; fileFormat?: string | undefined; account?: string | undefined; }; answer: Response; };
  /** What keeps heavy work of an account away within a day */
  'GET /api/calendar/today': { query?: { account?: string | undefined; }; answer: { readonly items: readonly CalendarEvent[]; readonly pausedBecause?: string | undefined; }; };
  /** The same for more days */
  'GET /api/calendar/events': { query?: { days?: number | undefined; account?: string | undefined; }; answer: { readonly items: readonly CalendarEvent[]; readonly pausedBecause?: string | undefined; }; };
  /** The calendars there are, for accounts to name in their settings */
  'GET /api/calendars': { answer: { readonly items: readonly Calendar[]; }; };
  /** A calendar by file or address (iCal). It is read at once */
  'PUT /api/calendars/{name}': { params: { name: string; }; body: { readonly place: string; readonly timeZone?: string | undefined; readonly words?: readonly string[] | undefined; readonly leadMinutes?: number | undefined; readonly trailMinutes?: number | undefined; }; answer: Calendar; };
  /** Removes a calendar */
  'DELETE /api/calendars/{name}': { params: { name: string; }; answer: undefined; };
  /** The backups there are, and whether one takes the place of the state at the next start */
  'GET /api/backups': { answer: { readonly items: readonly Backup[]; readonly staged: boolean; }; };
  /** Copies the state, while work goes on */
  'POST /api/backups': { answer: Backup; };
  /** Brings one that was downloaded before: the bytes of the file, as they are */
  'POST /api/backups/upload': { answer: Backup; };
  /** Downloads a backup: one file, for `upload` here or on another machine */
  'GET /api/backups/{id}': { params: { id: string; }; answer: Response; };
  /** Deletes a backup */
  'DELETE /api/backups/{id}': { params: { id: string; }; answer: undefined; };
  /** Checks a backup; it takes the place of the state when the server starts next, and what it replaces is moved aside */
  'POST /api/backups/{id}/restore': { params: { id: string; }; answer: { readonly staged: boolean; }; };
  /** The state stays as it is at the next start */
  'DELETE /api/backups/{id}/restore': { params: { id: string; }; answer: undefined; };
  /** All routes, for people */
  'GET /docs': { answer: undefined; };
}
