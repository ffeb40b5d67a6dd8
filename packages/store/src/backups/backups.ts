import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Clock, EarmarkError, makeFolder, systemClock } from '@earmark/core';
import {
  assertRestorable,
  backupState,
  databasesIn,
  restoreState,
  type StateCopy,
} from '../sqlite/backup.ts';
import { pack, unpack } from './archive.ts';

export interface BackupFile {
  readonly id: string;
  /** When it was made or brought here. */
  readonly at: number;
  readonly bytes: number;
}
/** The backups of one folder of state, which lie in it, packed into a file each. They hold all its secrets. */
export interface Backups {
  /** Newest first. */
  list(): Promise<readonly BackupFile[]>;
  /** A consistent copy, while others go on reading and writing. */
  make(): Promise<BackupFile>;
  /** Throws `not-found`, also for a text that is no id. */
  read(
    id: string,
  ): Promise<{ readonly file: BackupFile; readonly content: ReadableStream<Uint8Array> }>;
  /** Takes one that was made elsewhere, after it was checked whole. Throws `malformed`, and then keeps nothing. */
  add(content: AsyncIterable<Uint8Array>): Promise<BackupFile>;
  remove(id: string): Promise<void>;
  /** From the next start on the state is as in this backup; what it replaces is moved aside. */
  stage(id: string): Promise<void>;
  unstage(): Promise<void>;
  /** Whether one takes the place of the state at the next start. */
  isStaged(): Promise<boolean>;
}
export interface BackupsOptions {
  /** The folder of state, as given to `createSqliteStore`. */
  readonly folder: string;
  readonly clock?: Clock;
  /** Larger ones are not taken from elsewhere. Default 4 GiB. */
  readonly mostBytes?: number;
}

const idForm = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;
const ending = '.tar.gz';
const stagedFolder = (folder: string) => join(folder, 'backups', 'staged');

export function createBackups(options: BackupsOptions): Backups {
  const { folder, clock = systemClock, mostBytes = 4 * 1024 ** 3 } = options;
  const place = join(folder, 'backups');
  const staged = stagedFolder(folder);

  /** No path is ever made of a text that is no id of ours. */
  function fileOf(id: string): string {
    if (!idForm.test(id)) throw noSuch();
    return join(place, `${id}${ending}`);
  }
  async function shown(id: string): Promise<BackupFile> {
    const { size, mtimeMs } = await stat(fileOf(id)).catch(() => {
      throw noSuch();
    });
    return { id, at: Math.round(mtimeMs), bytes: size };
  }
  function freshId(): string {
    const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    return `${stamp}-${randomBytes(4).toString('hex')}`;
  }

  /** Works in a folder of its own, of which nothing stays but what was moved out of it. */
  async function apart<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await makeFolder(place, 0o700);
    const own = await mkdtemp(join(place, '.work-'));
    try {
      return await work(own);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }
  async function checked(archive: string, to: string): Promise<void> {
    await makeFolder(to, 0o700);
    await unpack(archive, to);
    for (const file of await databasesIn(to)) await assertRestorable(join(to, file));
  }

  return {
    async list() {
      const names = await readdir(place).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw new EarmarkError('io', `${place} cannot be read.`, { cause: error });
      });
      const ids = names
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .filter((id) => idForm.test(id));
      return Promise.all(ids.sort().reverse().map(shown));
    },
    make: () =>
      apart(async (own) => {
        const id = freshId();
        await backupState({ folder, to: join(own, 'copy') });
        await pack(join(own, 'copy'), join(own, 'packed'));
        await rename(join(own, 'packed'), fileOf(id));
        return shown(id);
      }),
    async read(id) {
      const file = await shown(id);
      return {
        file,
        content: Readable.toWeb(createReadStream(fileOf(id))) as ReadableStream<Uint8Array>,
      };
    },
    add: (content) =>
      apart(async (own) => {
        const id = freshId();
        const arrived = join(own, 'arrived');
        await receive(content, arrived, mostBytes);
        await checked(arrived, join(own, 'copy'));
        await rename(arrived, fileOf(id));
        return shown(id);
      }),
    async remove(id) {
      const { id: known } = await shown(id);
      await rm(fileOf(known));
    },
    async stage(id) {
      await shown(id);
      await apart(async (own) => {
        await checked(fileOf(id), join(own, 'copy'));
        await rm(staged, { recursive: true, force: true });
        await rename(join(own, 'copy'), staged);
      });
    },
    async unstage() {
      await rm(staged, { recursive: true, force: true });
    },
    isStaged: async () => existsSync(staged),
  };
}

/**
 * Puts a staged backup in place of the state, before anybody opens it; nothing where none is staged. Throws `locked`
 * where a process has the state open.
 */
export async function restoreStaged(folder: string): Promise<StateCopy | undefined> {
  const from = stagedFolder(folder);
  if (!existsSync(from)) return undefined;
  const copy = await restoreState({ from, folder, force: true });
  await rm(from, { recursive: true });
  return copy;
}

async function receive(
  content: AsyncIterable<Uint8Array>,
  to: string,
  mostBytes: number,
): Promise<void> {
  const handle = await open(to, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > mostBytes)
        throw new EarmarkError('malformed', `A backup may have ${mostBytes} bytes.`);
      await handle.write(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const noSuch = () => new EarmarkError('not-found', 'There is no such backup.');
