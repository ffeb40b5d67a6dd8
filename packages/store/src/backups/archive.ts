import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { assertAccountName, EarmarkError, makeFolder } from '@earmark/core';
import { databasesIn } from '../sqlite/backup.ts';
import { accountFile, sharedFile } from '../sqlite/files.ts';
import { type Chunks, noArchive, readTar, writeTar } from './tar.ts';

/** Databases get smaller by a tenth or so; what grows by more is made to fill a disk. */
const mostGrowth = 50;
const alwaysAllowed = 16 * 1024 * 1024;
const magic = Buffer.from('SQLite format 3\0');

/** Packs a folder that `backupState` made into one file. */
export async function pack(folder: string, to: string): Promise<void> {
  const paths = await databasesIn(folder);
  const files = await Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      const { size } = await stat(file);
      return { path: path.replaceAll('\\', '/'), bytes: size, content: createReadStream(file) };
    }),
  );
  const handle = await open(to, 'wx', 0o600);
  await pipeline(
    Readable.from(writeTar(files)),
    createGzip(),
    handle.createWriteStream({ flush: true }),
  );
}

/**
 * Unpacks what claims to be a backup into an empty folder. It may come from anybody: only the databases of a state are
 * taken, each once, at their own places and as long as they say.
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  const { size } = await stat(archive);
  const seen = new Set<string>();
  try {
    const plain = createReadStream(archive).pipe(createGunzip());
    for await (const { path, content } of readTar(
      limited(plain, alwaysAllowed + mostGrowth * size),
    )) {
      assertPlace(path, seen);
      await write(join(folder, path), content);
    }
  } catch (error) {
    if (EarmarkError.is(error)) throw error;
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw noArchive('it is not packed as one, or is damaged', error);
    throw new EarmarkError('io', `The backup could not be unpacked: ${String(error)}`, {
      cause: error,
    });
  }
  if (seen.size === 0) throw noArchive('it is empty');
}

function assertPlace(path: string, seen: Set<string>): void {
  const shown = JSON.stringify(path);
  const [account = '', file, ...deeper] = path.split('/');
  const isAccount = file === accountFile && deeper.length === 0 && isAccountName(account);
  if (path !== sharedFile && !isAccount) throw noArchive(`${shown} is no part of one`);
  if (seen.has(path.toLowerCase())) throw noArchive(`${shown} is in it twice`);
  seen.add(path.toLowerCase());
}

function isAccountName(name: string): boolean {
  try {
    assertAccountName(name);
    return true;
  } catch {
    return false;
  }
}

async function* limited(chunks: Chunks, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw noArchive('unpacked it is far larger than a state could be');
    yield chunk;
  }
}

async function write(file: string, content: Chunks): Promise<void> {
  await makeFolder(dirname(file), 0o700);
  const handle = await open(file, 'wx', 0o600);
  try {
    let head = Buffer.alloc(0);
    for await (const chunk of content) {
      if (head.length < magic.length) {
        head = Buffer.concat([head, chunk]).subarray(0, magic.length);
        if (!magic.subarray(0, head.length).equals(head))
          throw noArchive('a file in it is no database');
      }
      await handle.write(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
