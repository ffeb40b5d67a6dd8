import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/spec';
import { makeFolder } from '../make-folder.ts';

export interface SecretKeyOptions {
  /** The folder of the installation's state: the key file `secret.key` lies in it. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const fileName = 'secret.key';
const variable = 'EARMARK_SECRET_KEY';

/** The key that secrets are sealed with: of the environment, else of the key file, which is made at its first use. */
export async function readSecretKey({ folder, env = {} }: SecretKeyOptions): Promise<Uint8Array> {
  const said = env[variable];
  if (said) return decoded(said, variable);
  const path = join(folder, fileName);
  return (await keyOf(path)) ?? made(folder, path);
}

async function keyOf(path: string): Promise<Uint8Array | undefined> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new EarmarkError(
        'config',
        `others may read ${path}: run chmod 600 ${path}, and set its secrets again if it was ever copied`,
      );
    return decoded(await readFile(path, 'utf8'), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Two processes may make it at once: only one file gets the name, and both read that one. */
async function made(folder: string, path: string): Promise<Uint8Array> {
  await makeFolder(folder, 0o700);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await keyOf(path);
  if (key) return key;
  throw new EarmarkError('io', `${path} was removed while it was being made: try again`);
}

function decoded(text: string, where: string): Uint8Array {
  const trimmed = text.trim();
  const hex = /^[0-9a-f]{64}$/i.test(trimmed);
  const key = Buffer.from(trimmed, hex ? 'hex' : 'base64');
  if (key.length === 32) return key;
  throw new EarmarkError(
    'config',
    `${where} must be 32 bytes in base64 or hex: openssl rand -base64 32 makes such a key`,
  );
}
