/**
 * Earmark's contract: the one file a plugin author reads, and it imports nothing. What core asks of a database
 * stands in core's `ports.ts`.
 *
 * Everything that changes media goes one way:
 *
 *   Origin ─subjects─▶ Source ─claims─▶ Policy ─proposals─▶ core: decision ─▶ Sink.plan ─(auto | review | manual)─▶ Sink.apply ─receipt─▶ journal ─▶ Sink.revert
 *
 * Plugins are plain objects made by `create<Name><Kind>(options)`. They get all they need from the
 * context they are called with, keep nothing global, and construct without I/O.
 */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

// ── Plugins ─────────────────────────────────────────────────────────────────────────────────────

export interface Plugin {
  /** The version of this contract. Core refuses another number and names both. */
  readonly spec: 1;
  /** Short, stable, lower-case: `musicbrainz`. It names the plugin in events, reasons and the journal. */
  readonly name: string;
  /** The hosts it talks to and what each allows. Where two plugins name one host, the stricter limit holds for both. */
  readonly hosts?: Readonly<Record<string, RateLimit>>;
  /** The files on this machine that it answers from (an index), absolute: for people, who want to know who is asked. */
  readonly files?: readonly string[];
  /** For `earmark doctor`: credentials, reachability, tools. Changes nothing. */
  check?(ctx: PluginContext): Promise<readonly Finding[]>;
  /** Releases what was opened. May be called twice. */
  close?(): Promise<void>;
}
export interface Finding {
  readonly level: 'ok' | 'warning' | 'failure';
  readonly text: string;
  readonly fix?: string;
}

/** What every call receives. One context belongs to one account and one run. */
export interface PluginContext {
  readonly account: string;
  readonly http: Http;
  readonly log: Logger;
  /** The only clock and the only timers: tests and replays set them. */
  readonly clock: Clock;
  /** A small durable memory of this plugin in this account, for what must outlive the process: a rotating session cookie, a cursor. Kept as a secret. */
  readonly state: PluginState;
  /** Where this machine has each root: the only way from a target's id to a path. Absolute, by root id. */
  readonly roots: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Tells of something that the house does not know of. Declare it by merging into `Events`; core's own are refused. Absent where a plugin is used without core. */
  emit?<Name extends keyof Events>(event: Name, payload: Events[Name]): void;
}
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
export interface PluginState {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
  /**
   * Changes an entry by what it is now (undefined where there is none) while no other process can: giving
   * undefined removes it. `change` does nothing else, as it may be asked again. Gives what is there afterwards.
   */
  update(
    key: string,
    change: (value: Json | undefined) => Json | undefined,
  ): Promise<Json | undefined>;
}
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/**
 * The only way out to the network. It owns what every API needs and no plugin should write again: limits,
 * shared by all processes of the machine; daily budgets; retry with a ceiling on Retry-After; the circuit
 * breaker; timeouts; the response cache (hits and misses, never failures); abort; recording and replay;
 * the redaction of secrets in logs and errors.
 */
export interface Http {
  json(url: URL, init?: HttpInit): Promise<unknown>;
  request(url: URL, init?: HttpInit): Promise<HttpResponse>;
}
export interface HttpInit {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData;
  /**
   * How long an answer may be reused. 0: never. Left out: the run's setting for GET, never for other methods.
   * Given to a POST it also says that the request only reads, so that it may be sent again after a cut connection.
   */
  readonly cacheMs?: number;
  /** Default `follow`: to declared hosts, five times at most. `never`: a redirect is the answer, for `fault` to judge. */
  readonly redirects?: 'follow' | 'never';
  /**
   * Values in this request that may never be seen and stand where no name says so: a token in the path of the address,
   * a key in the body. At least 6 characters each. They are redacted in logs, events, errors, the journal and recordings,
   * from now on. What a header or a parameter of a telling name holds (`authorization`, `api_key`) is redacted without this.
   */
  readonly secrets?: readonly string[];
  /** Whether an answer says that there is nothing (an empty list): it is kept for the shorter lifetime of misses, as a 404 is. */
  readonly miss?: (body: unknown) => boolean;
  /**
   * Headers that must be fresh at each attempt, counted from 1 (a bearer token that may have expired: a 401 is
   * asked again once). Never logged, never part of a cache key, never sent to another host.
   */
  readonly authorize?: (attempt: number) => Promise<Readonly<Record<string, string>>>;
  /**
   * Some APIs answer 200 with an error inside: turn such a body into the error it is, before it is cached. It is asked
   * of failing answers too, and its word goes before the status. `quota` and `network` are retried like a 429 and a
   * 500; `not-found` is a miss. The body is parsed JSON, or the text where it is no JSON.
   */
  readonly fault?: (body: unknown, response: HttpResponse) => Fault | undefined;
}
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array>;
}
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
  readonly concurrency?: number;
  readonly perDay?: number;
}

// ── What passes through a pipeline ──────────────────────────────────────────────────────────────

export type SubjectKind = 'album' | 'track' | 'book' | 'artist';
/** All values are lists of strings, in order. An absent field is an absent key; in a change an empty list deletes it. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** What can be said of a work, by itself or by a source. */
export interface Description {
  readonly title: string;
  readonly creators: readonly string[];
  readonly year?: number;
  readonly durationSeconds?: number;
  readonly label?: string;
  readonly publisher?: string;
  /** Lower-case, as MusicBrainz has them: `album`, `single`, `ep`, `live`, `compilation`, `soundtrack` … */
  readonly types?: readonly string[];
  readonly country?: string;
  readonly language?: string;
  readonly narrators?: readonly string[];
  readonly series?: readonly { readonly name: string; readonly sequence?: string }[];
  /** How many tracks it has, where they are counted but not listed: many searches say no more. */
  readonly trackCount?: number;
  readonly tracks?: readonly TrackDescription[];
  /** By scheme: `musicbrainz-release-group`, `barcode`, `isbn13`, `asin`, `isrc` … */
  readonly ids?: Readonly<Record<string, string>>;
}
export interface TrackDescription {
  readonly disc: number;
  readonly position: number;
  readonly title: string;
  readonly creators?: readonly string[];
  readonly durationSeconds?: number;
  readonly ids?: Readonly<Record<string, string>>;
}

/** Something that is described: what it says of itself today, and where its changes would go. */
export interface Subject extends Description {
  readonly kind: SubjectKind;
  /**
   * Given at first sight and kept: a rescan, a retag, a rename and a move (recognised by path, inode, essence)
   * leave it alone. An album is its tracks' majority.
   */
  readonly id: string;
  readonly targets: readonly Target[];
}
/** One thing a sink can change: a file, an Audiobookshelf item. */
export interface Target {
  readonly sink: string;
  /** For files `<root id>:<relative path>`, never absolute: the same on every machine that mounts the root somewhere. Also its lock key. */
  readonly id: string;
  readonly fields: Fields;
}
/** What a source gets to see. Paths never leave the machine. */
export type Query = Omit<Subject, 'id' | 'targets'>;

export interface Candidate extends Description {
  readonly id: string;
  readonly url?: string;
  /** The service's own opinion of how well it fits the search, 0 to 1. Weak evidence. */
  readonly searchScore?: number;
  /** What it and its creators are called elsewhere: romanised or native, short, former, misspelt by many. As good as the names themselves. */
  readonly aliases?: { readonly titles?: readonly string[]; readonly creators?: readonly string[] };
  /** What came with the search for free; `describe` may add more. */
  readonly claims: readonly Claim[];
}
/** What a source saw, never what should be done. */
export interface Claim {
  readonly field: string;
  readonly value: string;
  /** 0 to 1: how strongly this source says it, by its own measure (votes, rank, a yes). */
  readonly strength: number;
  /** What the statement is about: an artist's genre is weaker evidence for an album than its own. */
  readonly level: 'track' | 'release' | 'release-group' | 'artist' | 'label' | 'path' | 'file';
}

/** Why a number is what it is. The reasons of a score add up to it. */
export interface Reason {
  readonly what: string;
  readonly contribution: number;
  readonly source?: string;
  readonly detail?: string;
}
export interface Match {
  readonly source: string;
  /** How much this source's word counts, 0 to 1: its own default, or the user's setting. */
  readonly weight: number;
  readonly candidate: Candidate;
  /** 0 to 1: how surely the candidate is the subject. The reasons add up to it. */
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** How far the next different candidate of the same source is behind, 0 to 1; 1 where there is none. */
  readonly margin: number;
  /** The candidate that came second. */
  readonly runnerUp?: { readonly candidate: Candidate; readonly score: number };
}
/** What a source was believed to mean, in a few words: kept with a decision, so that people see what it rests on. */
export interface MatchedRelease {
  readonly source: string;
  /** The candidate's id at its source; what `ReviewDesk.pin` takes. */
  readonly id: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly year?: number;
  readonly country?: string;
  /** How many tracks it has. */
  readonly tracks?: number;
  readonly url?: string;
  /** 0 to 1: how surely it is the subject. */
  readonly score: number;
  readonly runnerUp?: Omit<MatchedRelease, 'runnerUp'>;
}

/** What a policy would do, with its raw belief; core calibrates it and gives it a band. */
export interface Proposal {
  readonly field: string;
  readonly after: readonly string[];
  readonly belief: number;
  readonly reasons: readonly Reason[];
  /** The ids of the targets it is about, where it is not about all of its subject's: some discs of a set, one chapter file. */
  readonly targets?: readonly string[];
  /** What is to be done, where the field is `picture`: its values (as `pictureValue` says them) only name what people see. */
  readonly picture?: PictureChange;
  /** The belief is meant as it is, and is no guess (a repair of a spelling): no model bends it, and what people answer teaches none. */
  readonly uncalibrated?: true;
}
/** `auto` is applied, `review` waits for a yes, `manual` waits for an answer, `unchanged` needs nothing. */
export type Band = 'auto' | 'review' | 'manual' | 'unchanged';
export interface Decision extends Proposal {
  /** Of subject, field, value and the targets it is about: what was rejected once is not proposed again. */
  readonly id: string;
  readonly subject: string;
  readonly before: readonly string[];
  /** 0 to 1, calibrated: of all decisions with .95, 95 in 100 are right. */
  readonly confidence: number;
  readonly band: Band;
  /** Sources that were asked and failed: a decision without them is not the same decision. */
  readonly silent: readonly string[];
  /** Which releases it rests on, one a source that knew the subject. */
  readonly matches?: readonly MatchedRelease[];
}

// ── What people implement ───────────────────────────────────────────────────────────────────────

/** What an origin gets besides: the account's catalogue, and somebody who can read files. */
export interface OriginContext extends PluginContext {
  readonly catalogue: Catalogue;
  readonly reader: TagReader;
  /** Core turns what an origin says here into events: `scan-progressed`, `file-failed`, the total of `run-progressed`. */
  readonly report: OriginReport;
}
export interface OriginReport {
  progress(done: number, total?: number): void;
  failed(target: string, fault: Fault): void;
  /** Media that no reader exists for, by extension (lower-case with its dot) and how many: told in the run's outcome. */
  unread(extension: string, files: number): void;
  /** How many subjects there will be in all, as early as it is known. An estimate will do: a better one may follow. */
  expect(subjects: number): void;
}
/** Reads tags by path, in the order asked, without holding more than a few in memory. A file that cannot be read is an answer too, never a throw. */
export interface TagReader {
  /** The extensions, lower-case with their dot, that a reader exists for. */
  readonly extensions: ReadonlySet<string>;
  read(
    paths: Iterable<string> | AsyncIterable<string>,
    options?: ReadOptions,
  ): AsyncIterable<ReadResult>;
  /** The front cover of a file; undefined where it has none. Throws where the file cannot be read. */
  readPicture?(path: string): Promise<PictureBytes | undefined>;
}
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Also hash the sound itself: reads the whole file. */
  readonly essence?: boolean;
}
export type ReadResult =
  | {
      readonly path: string;
      readonly ok: true;
      readonly format: string;
      readonly tags: Tags;
      readonly essence?: string;
    }
  | { readonly path: string; readonly ok: false; readonly fault: Fault };

/** Where media lives: a folder tree, an Audiobookshelf library. Yields as it finds; memory does not grow with the library. */
export interface Origin extends Plugin {
  readonly kind: 'origin';
  /** The roots that its targets' ids start with, and where this machine has them. Core refuses roots that overlap between accounts. */
  readonly roots?: Readonly<Record<string, string>>;
  /** Nothing below its roots is ever written: then other accounts may have the same folders. */
  readonly readOnly?: boolean;
  subjects(ctx: OriginContext): AsyncIterable<Subject>;
  get(id: string, ctx: OriginContext): Promise<Subject | undefined>;
  watch?(
    ctx: OriginContext,
  ): AsyncIterable<{ readonly subject: string; readonly what: 'added' | 'changed' | 'removed' }>;
}

/**
 * Who knows about media. A miss is an empty list; a failure throws; the two are never mixed up.
 * Two steps, because a request is dear: `find` is one search, core matches, and only the winner and a close
 * runner-up are described.
 */
export interface Source extends Plugin {
  readonly kind: 'source';
  readonly answers: readonly SubjectKind[];
  /** How much its word counts where the user says nothing, 0 to 1. Default 0.7. */
  readonly weight?: number;
  find(query: Query, ctx: PluginContext): Promise<readonly Candidate[]>;
  /** The same candidate with tracks and claims added. Left out where `find` already says all. */
  describe?(candidate: Candidate, ctx: PluginContext): Promise<Candidate>;
  /**
   * The candidate id that a person means by an address of this service or by an id as its pages show it; nothing
   * where it means none. It comes from outside: an id that could lead elsewhere is none. Left out: the last part of
   * an address is its id.
   */
  idOf?(text: string): string | undefined;
  /** The domain of the pages that people see: `musicbrainz.org`. Needed where `hosts` may be a mirror. */
  readonly site?: string;
}

/**
 * Weak evidence from what is already here: folder names, the artist's other albums, the label, the era. No network.
 * The subject and the catalogue are shown as people left them: a field that Earmark wrote reads as it was before.
 */
export interface Hints extends Plugin {
  readonly kind: 'hints';
  hints(subject: Subject, ctx: OriginContext): Promise<readonly Claim[]>;
}

/** How evidence becomes proposals. Pure: same evidence, same proposals, in the same order. */
export interface Policy extends Plugin {
  readonly kind: 'policy';
  /** The fields it speaks for; two policies for one field of the same kind of subject are refused. */
  readonly fields: readonly string[];
  /** It is asked about these kinds of subjects alone. Default: all. */
  readonly kinds?: readonly SubjectKind[];
  /**
   * Those of its fields that it would still change in this subject. Default: all. Where a source failed and nothing
   * could be proposed, these are undecided and asked about again; a field that is as it should be is not.
   */
  wants?(subject: Subject): readonly string[];
  propose(evidence: Evidence): readonly Proposal[];
}
export interface Evidence {
  /** As people left it: a field that Earmark wrote reads as it was before, as what we wrote is no evidence. */
  readonly subject: Subject;
  readonly matches: readonly Match[];
  readonly silent: readonly string[];
  /** Weak evidence from the surroundings: folder names, the artist's other albums, the label, the era, today's tags. */
  readonly hints: readonly Claim[];
  /** What people said: fields no one may touch, values they refused, the release they chose per source. */
  readonly locked: readonly string[];
  readonly rejected: readonly { readonly field: string; readonly value: string }[];
  readonly pinned: Readonly<Record<string, string>>;
}

/** Where changes go: tags in files, media files themselves, Audiobookshelf. Planning changes nothing; applying does only what the plan says. */
export interface Sink extends Plugin {
  readonly kind: 'sink';
  /** A sink that writes files usually can read them: then an origin need not be told the formats again. */
  readonly reader?: TagReader;
  /**
   * More targets of a subject that its origin does not know of: the item of a server that shows the same book as
   * these files. Asked once a subject, before anything is decided; changes nothing. A subject this sink does not
   * know has none: an empty list, never a throw.
   */
  targetsOf?(subject: Subject, ctx: PlanContext): Promise<readonly Target[]>;
  /** What an earlier process left half-done in these folders: temporary files, patch journals. Core calls it before the first write of a run. */
  recover?(ctx: PluginContext): Promise<readonly Finding[]>;
  /** Pure towards the target. The plan is journalled before it is applied. */
  plan(change: Change, ctx: PlanContext): Promise<Plan>;
  /**
   * Throws `conflict` where the target no longer has the plan's fingerprint, `integrity` where the result could
   * not be verified, `locked` where the lease was lost before the commit; in all three the target is as it was.
   * After any other error core asks `inspect`, and believes it.
   * Applying a plan whose target already is as planned (`inspect` says `after`) changes nothing and gives the
   * receipt again: this is how core closes the gap between a change and its journal after a crash.
   */
  apply(plan: Plan, ctx: PluginContext & { readonly lease: Lease }): Promise<Receipt>;
  /** After a crash: how far did this plan get? */
  inspect(plan: Plan, ctx: PluginContext): Promise<'before' | 'after' | 'other'>;
  /** Puts back what `apply` changed, byte for byte while nobody else touched it; else field by field, refusing a field that someone changed since (`conflict`). Reverting what is already back changes nothing and gives the receipt again. */
  revert(receipt: Receipt, ctx: PluginContext & { readonly lease: Lease }): Promise<Receipt>;
}
export interface PlanContext extends PluginContext {
  /** What is known of files already: a sink that looks into one remembers there what it saw (`setProbe`). Absent where a sink is used without core. */
  readonly catalogue?: Catalogue;
}
export type Change =
  | { readonly kind: 'fields'; readonly target: string; readonly set: Fields }
  | {
      readonly kind: 'media';
      readonly target: string;
      readonly profile: string;
      /** What a person agreed to pay for it. */
      readonly accepts?: readonly MediaCostName[];
    }
  | { readonly kind: 'picture'; readonly target: string; readonly picture: PictureChange };
/** `lossy`: sound that is lossy already is encoded once more; `growth`: the result is larger than the original. */
export type MediaCostName = 'lossy' | 'growth';
export interface MediaCost {
  readonly cost: MediaCostName;
  /** For people: `its sound is mp3, which is lossy already`. */
  readonly why: string;
}
/** One picture of a target. What is put is named by its digest, as a plan is data and is journalled. */
export type PictureChange =
  | {
      readonly action: 'put';
      readonly type: 'front';
      readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
      /** SHA-256 of the picture's bytes, lower-case hex. */
      readonly digest: string;
      /** Where the sink reads the bytes from. */
      readonly bytes: string;
    }
  | { readonly action: 'remove'; readonly type: 'front' };
export interface Diff {
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}
export interface Plan {
  readonly id: string;
  readonly change: Change;
  readonly diff: readonly Diff[];
  /** What the target looked like. */
  readonly fingerprint: string;
  /** What people should know of it beside the diff: that a tag becomes ID3v2.4. */
  readonly notes?: readonly string[];
  /** Of a media change. While its `accepts` lacks one of them it is shown, and `apply` refuses it. */
  readonly costs?: readonly MediaCost[];
  /** The sink's own notes. */
  readonly data?: Json;
}
export interface Receipt {
  readonly plan: string;
  readonly target: string;
  readonly applied: readonly Diff[];
  readonly fingerprint: string;
  readonly at: number;
  /** What `revert` needs: inverse edits, the place of the kept original. */
  readonly undo?: Json;
}

/**
 * One container format's tags. The plugin itself stays in the main thread; its codec is named, because
 * workers import it (functions cannot be sent to them). The module is a URL, as the importer is another
 * package: `import.meta.resolve('@earmark/tags-id3/codec')`. A native codec is synchronous.
 */
export interface TagFormat extends Plugin {
  readonly kind: 'tag-format';
  readonly extensions: readonly string[];
  readonly codec: { readonly module: string; readonly name: string; readonly options?: Json };
}
/** What the module exports under that name: `(options) => TagCodec`. Without `edits` or `essence` a format is read-only. */
export interface TagCodec {
  /** Decides by content, not by name. */
  recognises(head: Uint8Array): boolean;
  read(file: RandomAccess): Tags | Promise<Tags>;
  /**
   * The edits that turn this file's tags into `set` (only fields that really change are in it); all other bytes
   * stay. They do not overlap; a coarse edit (a whole tag) is cut down to what differs. Who applies them decides
   * how: in place behind a journal when no length changes and all of them lie in one 4,096-byte page of the file
   * (more than a page can be torn by a kill), else into a verified copy: so padding next to what changes often is
   * worth having. A field that the format cannot hold, or a file that cannot be written safely, throws
   * `unsupported` with the reason.
   */
  edits?(file: RandomAccess, set: Fields): Iterable<Edit>;
  /**
   * The inventory keys that `edits(file, set)` may change, add or remove. A name that ends in `*` stands for
   * all keys that begin so. Every other key must have the same digests in the same order before and after.
   * Left out: none may differ.
   */
  changes?(file: RandomAccess, set: Fields): Iterable<string>;
  /** What people should know of `edits(file, set)` before they say yes: that a tag changes its version. Left out: nothing. */
  notes?(file: RandomAccess, set: Fields): Iterable<string>;
  /** The pictures inside, in the order of the file. Left out, with `cover`: this format's pictures are only counted. */
  pictures?(file: RandomAccess): Iterable<EmbeddedPicture>;
  /**
   * What makes `front` the one front cover of the file, or takes its front covers out where it is undefined. Every
   * other picture stays as it is. A kind of picture that the format cannot hold throws `unsupported`.
   */
  cover?(file: RandomAccess, front: PictureBytes | undefined): CoverEdits;
  /** The byte ranges that are the sound itself: no edit may touch them, and they make two files the same recording. */
  essence?(file: RandomAccess): Iterable<ByteRange>;
  /** Everything that is not sound, by key and digest: frames, atoms, chapters, pictures, unknown ones too; not padding, sizes or offsets. A key may come more than once. What was not asked for must be equal before and after. */
  inventory(file: RandomAccess): Iterable<{ readonly key: string; readonly digest: string }>;
}
export interface PictureBytes {
  /** By its own bytes, not by what a tag says. */
  readonly mime: string;
  readonly bytes: Uint8Array;
}
export interface EmbeddedPicture extends PictureBytes {
  /** Whether players show it as the cover: what is marked as front, else the first that is marked as nothing in particular. */
  readonly front: boolean;
}
export interface CoverEdits {
  readonly edits: Iterable<Edit>;
  /** As `changes` gives them. */
  readonly changes: Iterable<string>;
}
export interface RandomAccess {
  readonly size: number;
  /** Lower-case with its dot: a hint where the content says nothing. */
  readonly extension?: string;
  /**
   * A view of bytes that stay as they are while the file is open: a codec may keep what it parsed by this
   * object (`oncePerFile` of `@earmark/tags/codec`), and copies what outlives it. Fewer bytes than asked for only at the end of the file.
   * More than 64 MB at once throws `malformed`: no tag is that large.
   */
  bytes(offset: number, length: number): Uint8Array;
}
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}
/** Replace `range` of the old file by `bytes`. */
export interface Edit {
  readonly range: ByteRange;
  readonly bytes: Uint8Array;
}
export interface Tags {
  readonly fields: Fields;
  /** What kind of file it is, by its content, as people call it: `mp3`, `flac`, `ogg`, `opus`, `m4a` … Left out: the format's name. */
  readonly container?: string;
  /** False where something could not be understood: such a file is never written. */
  readonly complete: boolean;
  /** Why not, for people: what a refused write says. */
  readonly reason?: string;
  readonly durationSeconds?: number;
  readonly pictures: number;
  readonly chapters: number;
}

/** Who may work on a thing. A lease can be lost: work that outlives its lease is not committed. */
export interface LockStrategy extends Plugin {
  readonly kind: 'lock';
  acquire(key: string, options?: AcquireOptions): Promise<Lease>;
  inspect(key: string): Promise<LockInfo | undefined>;
  /** The locks below a key: a folder for file locks, a prefix for others. */
  list(under: string): AsyncIterable<LockInfo>;
}
export interface AcquireOptions {
  /** How long to wait for a held lock. Default 0: throw `locked`, naming its holder, at once. */
  readonly waitMs?: number;
  /** Where this machine has each root, for locks that lie beside the files. */
  readonly roots?: Readonly<Record<string, string>>;
  /** Whose work it is: told to whoever is refused. */
  readonly account?: string;
  readonly signal?: AbortSignal;
}
export interface Lease extends AsyncDisposable {
  readonly key: string;
  /** Grows with every holder of this key, also after the lock was released and its file is gone. */
  readonly token: number;
  readonly lost: AbortSignal;
  /** Throws `locked` once a larger token exists. Call it right before committing. */
  confirm(): Promise<void>;
  release(): Promise<void>;
}
export interface LockInfo {
  readonly key: string;
  readonly holder: { readonly host: string; readonly pid: number; readonly account?: string };
  readonly token: number;
  readonly since: number;
  /** When its holder was last heard of, by their clock. Left out where holders say nothing while they hold it. */
  readonly beatAt?: number;
  readonly state: 'held' | 'stale' | 'dead';
}

export interface Notifier extends Plugin {
  readonly kind: 'notifier';
  notify(message: Notice, ctx: PluginContext): Promise<void>;
}
/** One message for people. Core makes it, by rules and as digests; a notifier only delivers it. */
export interface Notice {
  /** Of this message: the same at each attempt to deliver it, so that whoever receives it can tell a retry from news. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly account: string;
  readonly level: 'info' | 'warning' | 'failure';
  readonly title: string;
  readonly text: string;
  /** Where a person sees to it. Absolute, where the installation knows its own address. */
  readonly url?: string;
  /** Of what it is about: a service that can do so replaces an earlier message with the same key. */
  readonly key: string;
  /** How many things it is about, where it sums up. */
  readonly count?: number;
  readonly at: number;
}
export type NoticeKind =
  | 'run-ended'
  | 'needs-review'
  | 'failures'
  | 'budget-parked'
  | 'worker-lost'
  | 'disk-full'
  /** A person tries out the settings. */
  | 'test';

// ── Books that are not here yet ─────────────────────────────────────────────────────────────────

/**
 * Who offers what one does not own. It reads and never buys: fetching a torrent is done for an offer that
 * somebody said yes to. What it says of a release never becomes a tag by itself, so it is no `Source`.
 */
export interface Finder extends Plugin {
  readonly kind: 'finder';
  /** What is offered for this wish; an empty list is a miss. Best first by the service's own order. */
  search(wish: Query, ctx: PluginContext): Promise<readonly Offer[]>;
  /** The offer as it is now, or nothing where it was taken away. */
  get(offer: string, ctx: PluginContext): Promise<Offer | undefined>;
  /** The torrent file of this offer. Throws `not-found` where it was taken away, `bad-response` where it is none. */
  fetch(offer: string, ctx: PluginContext): Promise<Uint8Array>;
  /** What the service thinks of this account, and how many more downloads it takes. Left out: no limits. */
  standing?(ctx: PluginContext): Promise<FinderStanding>;
}
/** A release that can be had: a candidate that also has a price. Its `url` is a page for people, never a download link. */
export interface Offer extends Candidate {
  readonly sizeBytes?: number;
  /** Of its files, lower-case and without dot: `m4b`, `mp3`. */
  readonly formats: readonly string[];
  readonly files?: number;
  readonly seeders?: number;
  /** It costs this account no ratio. */
  readonly free: boolean;
  /** This account had it already. */
  readonly snatched: boolean;
  readonly abridged?: boolean;
  readonly addedAt?: number;
  /** Read from its free text by patterns that the user gave, by their names. */
  readonly extra?: Readonly<Record<string, string>>;
}
export interface FinderStanding {
  readonly user: string;
  /** What the service calls its kind of member. */
  readonly rank?: string;
  readonly uploadedBytes?: number;
  readonly downloadedBytes?: number;
  /** Downloads that have not been seeded for long enough yet, and how many are allowed. */
  readonly unsatisfied?: { readonly count: number; readonly limit: number };
}

/**
 * Who moves the bytes of a torrent: a client program that keeps seeding what it has. All paths are this
 * machine's, whatever the client sees. It never deletes a file.
 */
export interface Downloader extends Plugin {
  readonly kind: 'downloader';
  /** Adds a torrent file. One that is there already is adopted: it keeps what it has, and no error is thrown. */
  add(torrent: Uint8Array, options: AddDownload, ctx: PluginContext): Promise<Download>;
  /** Those with any of these ids, or with this tag. What the client does not have is left out. */
  find(
    by: { readonly ids: readonly string[] } | { readonly tag: string },
    ctx: PluginContext,
  ): Promise<readonly Download[]>;
  filesOf(download: string, ctx: PluginContext): Promise<readonly DownloadFile[]>;
  /**
   * Whether all of it lies in its final place, each file with its size: asked of the client and of the disk,
   * twice. A client that says 100 % has often not moved the files yet.
   */
  completion(download: string, ctx: PluginContext): Promise<Completion>;
  start(download: string, ctx: PluginContext): Promise<void>;
  stop(download: string, ctx: PluginContext): Promise<void>;
  /** What its tracker says against it: removed there, or replaced by a better one. Nothing where all is well. */
  problem?(download: string, ctx: PluginContext): Promise<string | undefined>;
  /** Takes it from the client's list; the files stay where they are. */
  remove(download: string, ctx: PluginContext): Promise<void>;
}
export interface AddDownload {
  readonly category: string;
  /** Without commas. */
  readonly tags: readonly string[];
  /** As the client sees it. Left out: the client's own. */
  readonly folder?: string;
  readonly stopped?: boolean;
}
export interface Download {
  /** What the client knows it by. */
  readonly id: string;
  /** All its info-hashes, lower-case: a hybrid torrent has two. */
  readonly hashes: readonly string[];
  readonly name: string;
  /** `complete`: the client says so; `completion` asks whether it is true. */
  readonly state: 'waiting' | 'loading' | 'checking' | 'moving' | 'stopped' | 'complete' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  readonly sizeBytes: number;
  readonly category: string;
  readonly tags: readonly string[];
  readonly folder: string;
  readonly seededSeconds: number;
}
export interface DownloadFile {
  /** Below the download's folder, with `/`, as it is called now. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** False where the user left it out: then the whole will never be complete. */
  readonly wanted: boolean;
}
export type Completion =
  | { readonly complete: true; readonly folder: string; readonly files: readonly DownloadFile[] }
  /** `stuck`: waiting will not help, a person has to look. */
  | { readonly complete: false; readonly reason: string; readonly stuck: boolean };

// ── Events ──────────────────────────────────────────────────────────────────────────────────────

/**
 * Noun-verb, one object each, none called `error`. Each travels in an envelope `{ id, at, account, run?, event, …}`
 * whose growing id lets a listener resume. Packages add their own by declaration merging (jobs, locks,
 * transcodes, reviews). A listener that throws is reported once and never breaks a run.
 */
export interface Events {
  'run-started': { readonly pipeline: string };
  /** Another run of the account writes in this process: this one begins when that has ended. */
  'run-waiting': { readonly writing: string };
  'run-progressed': {
    readonly done: number;
    readonly total?: number;
    readonly perSecond: number;
    readonly etaMs?: number;
  };
  'scan-progressed': { readonly done: number; readonly total?: number };
  'file-failed': { readonly target: string; readonly fault: Fault };
  'subject-found': { readonly subject: Subject };
  'source-answered': {
    readonly source: string;
    readonly subject: string;
    readonly candidates: number;
    readonly ms: number;
    readonly cached: boolean;
  };
  'source-failed': { readonly source: string; readonly subject: string; readonly fault: Fault };
  /** A plugin has not answered for a while; it is waited for, up to a limit. */
  'plugin-slow': {
    readonly plugin: string;
    readonly kind: string;
    readonly method: string;
    readonly ms: number;
  };
  /** What a plugin did or gave back is not what its contract says: it is passed by, and the run goes on. */
  'plugin-failed': {
    readonly plugin: string;
    readonly kind: string;
    readonly subject?: string;
    readonly fault: Fault;
  };
  'source-paused': { readonly source: string; readonly until: number; readonly reason: string };
  'decision-made': { readonly decision: Decision; readonly title: string };
  'change-planned': { readonly plan: Plan; readonly dryRun: boolean };
  'decision-reviewed': {
    readonly decision: string;
    readonly verdict: 'accepted' | 'rejected' | 'edited' | 'locked';
    readonly by: string;
  };
  'change-applied': { readonly receipt: Receipt };
  'change-failed': { readonly target: string; readonly fault: Fault };
  /** Somebody else works on it, or has just done it: no failure. The fault names who. */
  'change-skipped': { readonly target: string; readonly fault: Fault };
  /** A worker did not renew the lease of its job in time: another one has it now. */
  'worker-lost': { readonly worker: string; readonly job: string };
  'run-ended': {
    readonly outcome: 'completed' | 'stopped' | 'failed';
    readonly counts: Readonly<Record<string, number>>;
  };
}

// ── Catalogue: what is on the disks ─────────────────────────────────────────────────────────────

/** What tells an unchanged file. Sizes are bytes; `mtimeNs` and `inode` are decimal strings, as they outgrow a number. */
export interface FileKey {
  readonly root: string;
  /** Relative to the root, with `/`, as the file system spells it. */
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: string;
  readonly inode: string;
}
export interface CatalogueFile extends FileKey {
  /** The identity that survives rescan, retag, rename and move. */
  readonly id: string;
  /** The album or book it belongs to, once grouped. */
  readonly album?: string;
  readonly format?: string;
  readonly fields: Fields;
  readonly complete: boolean;
  readonly durationSeconds?: number;
  readonly pictures: number;
  readonly chapters: number;
  /** Digest of the sound alone; absent until somebody asked for it. */
  readonly essence?: string;
  /** What ffprobe said; absent until somebody asked. Dropped when the key changes. */
  readonly probe?: Json;
  /** Why it could not be read. */
  readonly fault?: { readonly code: ErrorCode; readonly message: string };
}
export interface CatalogueAlbum {
  readonly id: string;
  readonly root: string;
  /** The folder that holds it (of a multi-disc album the parent), relative to the root. */
  readonly folder: string;
  readonly kind: 'album' | 'book';
  readonly title: string;
  readonly creators: readonly string[];
  readonly year?: number;
}
export interface CatalogueDiff {
  readonly put?: readonly CatalogueFile[];
  /** Files that are gone, by id. */
  readonly remove?: readonly string[];
  readonly putAlbums?: readonly CatalogueAlbum[];
  readonly removeAlbums?: readonly string[];
}

export interface Page {
  readonly limit?: number;
  readonly offset?: number;
}
export interface Catalogue {
  /** The folders of a root that have files, sorted by bytes: all of them, or `within` (a folder) and those below it. */
  folders(root: string, within?: string): AsyncIterable<string>;
  /** The keys of the files directly in a folder ('' is the root itself), with their ids. */
  keys(root: string, folder: string): Promise<readonly (FileKey & { readonly id: string })[]>;
  files(
    filter: {
      readonly root?: string;
      readonly folder?: string;
      readonly album?: string;
      readonly essence?: string;
    } & Page,
  ): Promise<readonly CatalogueFile[]>;
  file(id: string): Promise<CatalogueFile | undefined>;
  byPath(root: string, path: string): Promise<CatalogueFile | undefined>;
  /** Candidates for a moved file. */
  byInode(root: string, inode: string): Promise<readonly CatalogueFile[]>;
  album(id: string): Promise<CatalogueAlbum | undefined>;
  albums(
    filter?: { readonly root?: string; readonly folder?: string; readonly creator?: string } & Page,
  ): Promise<readonly CatalogueAlbum[]>;
  /** All of it or nothing, in one transaction. */
  apply(diff: CatalogueDiff): Promise<void>;
  setEssence(id: string, essence: string): Promise<void>;
  setProbe(id: string, probe: Json): Promise<void>;
  /** What a check of the library made of an album, 0 to 1, and the kinds of issues it found: for lists. Throws `not-found`. */
  setHealth(album: string, health: number, issues?: readonly string[]): Promise<void>;
  counts(
    root?: string,
  ): Promise<{ readonly files: number; readonly albums: number; readonly failed: number }>;
}

// ── Errors ──────────────────────────────────────────────────────────────────────────────────────

export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
}
/** What a caller can branch on. There is one error class, and it is told by its code, never by instanceof. */
export type ErrorCode =
  | 'aborted' // the caller's signal: stop, no retry, no failure
  | 'auth' // key missing or refused: the source is off for this run, said once
  | 'bad-response' // the answer does not fit its schema: no retry, the body kept (redacted) as cause
  | 'config' // options refused, at construction
  | 'conflict' // the target changed since it was planned: plan again
  | 'integrity' // the result could not be verified: the target is as it was
  | 'internal' // our own mistake
  | 'io' // the disk: permission, space, a vanished file
  | 'locked' // somebody else holds it
  | 'malformed' // a file that cannot be understood
  | 'network' // no answer, a timeout, a 5xx: retried with backoff
  | 'not-found' // asked by id, and there is no such thing
  | 'quota' // told to slow down: wait up to a ceiling, then park the source
  | 'unsupported'; // a format, a feature or a spec number that this build does not have
