import { computed, signal } from '@preact/signals';
import { ask, onSignedOut, Problem } from '../api/http.ts';
import type { AccountView, SelfView, SetupView, UsersView } from '../api/types.ts';
import { place } from './router.ts';

/** `undefined` while it is not known yet; `null`: nobody is signed in. */
export const session = signal<SelfView | null | undefined>(undefined);
/** The accounts within the reader's reach, as they are. */
export const accounts = signal<readonly AccountView[]>([]);
export const setup = signal<SetupView>({ needed: false, code: false });

const accountKey = 'earmark.account';

/** The account that is looked at: of the address, else the last one on this device, else the first. */
export const account = computed(() => {
  const names = accounts.value.map(({ name }) => name);
  const wanted = [place.value.query.get('account'), remembered.value];
  return wanted.find((name) => name !== null && names.includes(name)) ?? names[0] ?? 'default';
});
const remembered = signal<string | null>(recall());

const role = computed(
  () => accounts.value.find(({ name }) => name === account.value)?.role ?? 'viewer',
);
/** Whether the reader may answer and start runs here. */
export const mayChange = computed(() => role.value !== 'viewer');

/** Whether what costs something, such as a download, is theirs to start. */
export const isOwner = computed(() => role.value === 'owner');

export function chooseAccount(name: string): void {
  remembered.value = name;
  try {
    localStorage.setItem(accountKey, name);
  } catch {
    // Kept for this page only.
  }
}

export async function loadSession(): Promise<void> {
  onSignedOut.call = () => {
    session.value = null;
  };
  try {
    const self = (await ask<SelfView>('api/session')).body;
    await loadAccounts();
    setup.value = { needed: false, code: false };
    session.value = self;
  } catch (error) {
    if (error instanceof Problem && error.status === 0) {
      setTimeout(loadSession, 2000);
      return;
    }
    session.value = null;
    setup.value = await ask<SetupView>('api/setup').then(
      ({ body }) => body,
      () => ({ needed: false, code: false }),
    );
  }
}

/** What they do changes all the time: whoever shows it asks anew. */
export async function loadAccounts(signal?: AbortSignal): Promise<void> {
  accounts.value = (await ask<UsersView>('api/users', signal ? { signal } : {})).body.users;
}

export async function signOut(): Promise<void> {
  await ask('api/session', { method: 'DELETE' });
  session.value = null;
}

function recall(): string | null {
  try {
    return localStorage.getItem(accountKey);
  } catch {
    return null;
  }
}
