import { type AccountStatus, type Accounts, defaultSettings } from '@earmark/accounts';
import { assertAccountName, EarmarkError } from '@earmark/core';

const idle = { total: 0, running: false, processed: 0, skipped: 0, errors: 0, batches: 0 };

/** Accounts that do nothing but be there. */
export function createAccountsDouble(names: readonly string[]): Accounts {
  const known = new Map<string, AccountStatus>();
  const put = (status: AccountStatus) => {
    known.set(status.name, status);
    return status;
  };
  for (const name of names)
    put({ name, state: 'idle', settings: defaultSettings, statistics: idle, revision: 1 });

  function found(name: string): AccountStatus {
    const status = known.get(name);
    if (!status) throw new EarmarkError('not-found', 'There is no such account.');
    return status;
  }

  return {
    has: async (name) => known.has(name),
    names: async () => [...known.keys()].sort(),
    get: async (name) => known.get(name),
    list: async () => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    totals: async () => ({ users: known.size, running: 0, enabled: known.size, maxConcurrent: 3 }),
    async create({ name, folder }) {
      assertAccountName(name, known.keys());
      if (known.has(name)) throw new EarmarkError('conflict', 'There is such an account already.');
      const place = folder === undefined ? {} : { folder };
      return put({
        name,
        ...place,
        state: 'idle',
        settings: defaultSettings,
        statistics: idle,
        revision: 1,
      });
    },
    async configure(name, changes, _by, revision) {
      const status = found(name);
      if (revision !== undefined && revision !== status.revision)
        throw new EarmarkError('conflict', 'Someone changed it in the meantime.');
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const settings = { ...status.settings, ...Object.fromEntries(given) };
      return put({ ...status, settings, revision: status.revision + 1 });
    },
    async remove(name) {
      found(name);
      known.delete(name);
    },
    async control(name, action) {
      const status = found(name);
      if (action === 'start' && !status.settings.enabled)
        throw new EarmarkError('locked', 'This account is disabled.');
      if (action === 'start') put({ ...status, state: 'running', run: 'run-1' });
      if (action === 'enable' || action === 'disable')
        put({ ...status, settings: { ...status.settings, enabled: action === 'enable' } });
      return action === 'start' ? { run: 'run-1' } : undefined;
    },
  };
}
