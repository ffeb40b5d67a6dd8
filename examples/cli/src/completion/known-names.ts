import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Globals } from '../host/globals.ts';
import type { KnownNames } from './candidates.ts';

/** What the command line calls what is named, by argument and option. */
const kinds: Readonly<Record<string, 'account' | 'source' | 'root'>> = {
  account: 'account',
  accounts: 'account',
  for: 'account',
  source: 'source',
  sources: 'source',
  root: 'root',
};

/** The names of this installation. Where it cannot be opened there are none: a completion never complains. */
export function knownNames(globals: Globals): KnownNames {
  const find = {
    account: () => accounts(globals),
    source: () => sources(globals),
    root: () => roots(globals),
  };
  return (what) => {
    const kind = kinds[what];
    return kind && find[kind]().catch(() => []);
  };
}

/** By their folders, which opens no database. */
async function accounts({ io, state }: Globals): Promise<readonly string[]> {
  const folder = join(io.cwd, state ?? io.env.EARMARK_STATE ?? 'state');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const has = await Promise.all(
    names.map(async (name) => (await readdir(join(folder, name))).includes('earmark.db')),
  );
  return names.filter((_, at) => has[at]).sort();
}

async function sources(globals: Globals): Promise<readonly string[]> {
  const { withHost } = await import('../host/host.ts');
  return withHost(globals, async ({ earmark }) =>
    earmark.plugins.filter(({ kind }) => kind === 'source').map(({ name }) => name),
  );
}

async function roots(globals: Globals): Promise<readonly string[]> {
  const { withHost } = await import('../host/host.ts');
  return withHost(globals, async (host) => Object.keys(host.roots));
}
