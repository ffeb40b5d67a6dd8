import { realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve, sep } from 'node:path';
import { refuse } from '../http/problem.ts';
import type { ApiParts } from '../parts.ts';

/** A run may be about a part of the account's library, never about another folder of this machine. Links are followed first. */
export async function assertOwnFolder(
  { path }: Readonly<Record<string, unknown>>,
  account: string,
  { earmark, accounts }: ApiParts,
): Promise<void> {
  if (path === undefined) return;
  if (typeof path !== 'string') return refuse(400, 'path is the text of a folder.');
  const shared = await earmark.shared();
  const roots = (await shared.roots(account)).filter(({ host }) => host === hostname());
  const folder = (await accounts.get(account))?.folder;
  const own = [...roots.map((root) => root.path), ...(folder === undefined ? [] : [folder])];
  const wanted = await real(path);
  for (const each of own) {
    const known = await real(each);
    if (wanted === known || wanted.startsWith(known.endsWith(sep) ? known : known + sep)) return;
  }
  refuse(403, 'This folder is not part of the account’s library.');
}

async function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
