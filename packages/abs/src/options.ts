import { EarmarkError, type LockStrategy, readOptions } from '@earmark/core';
import { z } from 'zod';

export interface AbsOptions {
  /** `http://nas:13378`, with its base path where it has one. */
  readonly baseUrl: string;
  /** An API key (Settings, API Keys) of a user who may update items. */
  readonly token: string;
  /** Names or ids of the libraries to look at. Default: all libraries of books. */
  readonly libraries?: readonly string[];
  /** Where there are several servers: how this one's plugins are called. Default `abs`. */
  readonly name?: string;
  /** How often `watch` looks for changes. Default 60,000. */
  readonly pollMs?: number;
  /** How often `watch` compares every book with how it was: changes of older ones in a large library. Default 600,000. */
  readonly walkMs?: number;
  /** Its folders as this machine has them, to find what was just imported: `{ '/books': '/mnt/nas/books' }`. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Keeps other processes and machines from writing to the same server at the same time. Left out: this process alone writes. */
  readonly locks?: LockStrategy;
}

const schema = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }),
  token: z.string().min(1),
  libraries: z.array(z.string().min(1)).min(1).exactOptional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .exactOptional(),
  pollMs: z.int().min(1_000).exactOptional(),
  walkMs: z.int().min(1_000).exactOptional(),
  paths: z.record(z.string().min(1), z.string().min(1)).exactOptional(),
  locks: z.custom<LockStrategy>(isLock, 'a lock plugin').exactOptional(),
});

function isLock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'acquire' in value;
}

export interface Settings extends Omit<AbsOptions, 'baseUrl'> {
  readonly base: URL;
  readonly name: string;
}

export function settingsOf(options: AbsOptions, factory: string): Settings {
  const { baseUrl, name = 'abs', ...rest } = readOptions(schema, options, factory);
  return { ...rest, name, base: new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) };
}

/** One request at a time: two that write can end the server, and reads take milliseconds. */
export const hostsOf = ({ base }: Settings) => ({
  [base.host]: { requests: 50, perMs: 1_000, concurrency: 1 },
});

/** An item's id goes into addresses: `../../me` is none. */
export function itemId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new EarmarkError('config', `${JSON.stringify(id)} is not an Audiobookshelf item.`);
}
