import type { AccountSettings } from '@earmark/api/client';
import { type Resource, useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { type Answer, ask } from './http.ts';

export type SettingsView = AccountSettings;
const staleStatus = 412;

/** With their ETag: who saves says which state they have seen. */
export function useSettings(): Resource<Answer<SettingsView>> {
  return useResource(
    (signal) => ask<SettingsView>('api/settings', { query: { account: account.value }, signal }),
    [account.value],
  );
}

export async function saveSettings(
  changes: Partial<SettingsView>,
  { etag }: Answer<SettingsView>,
): Promise<void> {
  await ask('api/settings', {
    method: 'PATCH',
    query: { account: account.value },
    headers: etag ? { 'if-match': etag } : {},
    body: changes,
  });
}

export const isStale = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === staleStatus;
