import type { Json } from '../spec.ts';

/**
 * Small documents that people edit and programs must not lose: people, keys, sessions, settings, slots of
 * schedules. One mechanism for all of them, on every store. Keys are strings, listed bytewise; `a/b/c` keys
 * serve as indexes (`people/<id>`, `logins/<folded name>`), kept right by committing both together.
 */
export interface Records {
  get(collection: string, key: string): Promise<StoredRecord | undefined>;
  /** Those whose keys start with `prefix` and come after `after`, in the order of their keys. */
  list(
    collection: string,
    options?: { readonly prefix?: string; readonly after?: string; readonly limit?: number },
  ): Promise<readonly StoredRecord[]>;
  /**
   * All or nothing, in the given order. Gives the new revision of each change; all of one commit are equal.
   * Throws `conflict`, and changes nothing, where a record does not have the revision that was expected.
   */
  commit(changes: readonly RecordChange[]): Promise<readonly number[]>;
}
export interface StoredRecord {
  readonly key: string;
  readonly value: Json;
  /** Grows with every commit of the installation, and is never given twice. */
  readonly revision: number;
  /** When it was put. */
  readonly at: number;
  readonly expiresAt?: number;
}
export interface RecordChange {
  readonly collection: string;
  readonly key: string;
  /** Left out: the record is removed. */
  readonly value?: Json;
  /** The revision it must have; 0: it must not exist. Left out: whatever it is. */
  readonly expect?: number;
  /** From then on there is no such record, by the store's clock. */
  readonly expiresAt?: number;
}

/** Who changed what. Entries are never changed and never removed: the databases refuse it. */
export interface Audit {
  /** Gives the entry's `seq`. */
  append(entry: NewAuditEntry): Promise<number>;
  /** Newest first. */
  list(filter?: AuditFilter): Promise<readonly AuditEntry[]>;
}
export interface NewAuditEntry {
  readonly at: number;
  /** Who did it, and with which key; neither: the program itself. */
  readonly person?: string;
  readonly key?: string;
  /** Whose account it was done in. */
  readonly account?: string;
  /** Noun and verb: `key-made`, `member-removed`. */
  readonly what: string;
  readonly target?: string;
  /** Digests of what was there before and after. */
  readonly before?: string;
  readonly after?: string;
  readonly address?: string;
  readonly requestId?: string;
}
export interface AuditEntry extends NewAuditEntry {
  readonly seq: number;
}
export interface AuditFilter {
  readonly account?: string;
  readonly person?: string;
  readonly what?: string;
  /** Entries before this `seq`: the next page. */
  readonly before?: number;
  /** Default 100, at most 1,000. */
  readonly limit?: number;
}

/** Credentials of accounts, encrypted before they come here: a store never sees plain text. */
export interface SecretRows {
  put(account: string, name: string, sealed: string): Promise<void>;
  get(account: string, name: string): Promise<string | undefined>;
  /** Sorted by bytes. */
  names(account: string): Promise<readonly string[]>;
  /** False where there was none. */
  remove(account: string, name: string): Promise<boolean>;
}
