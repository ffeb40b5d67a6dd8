import { EarmarkError, readOptions } from '@earmark/core';
import { z } from 'zod';

export interface MamOptions {
  /** The session that you made under Preferences, Security, for the address of this machine. It changes with every answer: Earmark keeps the newest, and no other program may use it. */
  readonly mamId: string;
  /** Another address, on this machine alone: for tests. */
  readonly baseUrl?: string;
  /** Requests a day at most. Default 200. */
  readonly perDay?: number;
  /** Main categories to search: 13 audiobooks, 14 e-books, 15 music, 16 radio. Default `[13]`. */
  readonly categories?: readonly number[];
  /** Numbers of the site's languages, 1 for English. Default: all. */
  readonly languages?: readonly number[];
  /** Further facts from an offer's description and tags, each by a regular expression whose first group is the value: `{ edition: 'Edition:\\s*([^\\n<]+)' }`. */
  readonly extra?: Readonly<Record<string, string>>;
  /** An older set-up's name and password are around: `check` then says why they are not used. */
  readonly hasPassword?: boolean;
}

const schema = z.strictObject({
  mamId: z
    .string()
    .trim()
    // As people copy it.
    .transform((text) => text.replace(/^mam_id=/, ''))
    .pipe(z.string().regex(/^[\w%+/=.~-]+$/, 'the value of the cookie mam_id and nothing else')),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  perDay: z.int().min(1).max(2_000).exactOptional(),
  categories: z.array(z.int()).min(1).exactOptional(),
  // An empty list breaks the site's search.
  languages: z.array(z.int()).min(1).exactOptional(),
  extra: z.record(z.string().min(1), z.string().min(1)).exactOptional(),
  hasPassword: z.boolean().exactOptional(),
});

export interface Settings {
  readonly mamId: string;
  readonly base: URL;
  readonly perDay: number;
  readonly categories: readonly number[];
  readonly languages?: readonly number[];
  readonly extra: Readonly<Record<string, RegExp>>;
  readonly hasPassword: boolean;
}

export function settingsOf(options: MamOptions): Settings {
  const read = readOptions(schema, options, 'createMamFinder');
  const base = new URL(read.baseUrl ?? 'https://www.myanonamouse.net/');
  if (!mayHaveSession(base))
    throw new EarmarkError(
      'config',
      `createMamFinder: baseUrl: ${base.host} may not be given the session: it belongs to myanonamouse.net alone, or to a test on this machine.`,
    );
  return {
    mamId: read.mamId,
    base,
    perDay: read.perDay ?? 200,
    categories: read.categories ?? [13],
    ...(read.languages ? { languages: read.languages } : {}),
    extra: Object.fromEntries(
      Object.entries(read.extra ?? {}).map(([name, pattern]) => [name, compiled(name, pattern)]),
    ),
    hasPassword: read.hasPassword ?? false,
  };
}

function mayHaveSession({ protocol, hostname }: URL): boolean {
  const isTest = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const isMam = hostname === 'myanonamouse.net' || hostname.endsWith('.myanonamouse.net');
  return isTest || (isMam && protocol === 'https:');
}

function compiled(name: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'iu');
  } catch (error) {
    throw new EarmarkError(
      'config',
      `createMamFinder: extra.${name}: "${pattern}" is not a regular expression: ${(error as Error).message}`,
    );
  }
}
