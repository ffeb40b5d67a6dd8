export interface BackupFile {
  readonly id: string;
  readonly at: number;
  readonly bytes: number;
}
/** What a host's store can do about backups; `createBackups` of `@earmark/store` is one. Errors: `not-found`, `malformed`. */
export interface Backups {
  list(): Promise<readonly BackupFile[]>;
  make(): Promise<BackupFile>;
  read(id: string): Promise<{
    readonly file: BackupFile;
    readonly content: ReadableStream<Uint8Array>;
  }>;
  /** Checks it whole before anything of it is kept. */
  add(content: AsyncIterable<Uint8Array>): Promise<BackupFile>;
  remove(id: string): Promise<void>;
  /** It takes the place of the state when the server starts next. */
  stage(id: string): Promise<void>;
  unstage(): Promise<void>;
  isStaged(): Promise<boolean>;
}
