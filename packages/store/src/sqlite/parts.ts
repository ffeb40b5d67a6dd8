import type { AccountStore, Clock, SharedStore } from '@earmark/core';
import { createAccountStore } from '../queries/account.ts';
import { createSharedStore } from '../queries/shared.ts';
import type { Progress } from '../schema/migration.ts';
import { accountSteps, sharedSteps } from '../schema/steps.ts';
import { openSqlite } from './database.ts';

export interface Opened<Part> {
  readonly part: Part;
  close(): Promise<void>;
}

export async function openAccount(
  { name, file, clock }: { readonly name: string; readonly file: string; readonly clock: Clock },
  progress: Progress,
): Promise<Opened<AccountStore>> {
  const database = await openSqlite(file, accountSteps, progress);
  return { part: createAccountStore(name, database, clock), close: database.close };
}

export async function openShared(file: string, clock: Clock): Promise<Opened<SharedStore>> {
  const database = await openSqlite(file, sharedSteps);
  return { part: createSharedStore(database, clock), close: database.close };
}
