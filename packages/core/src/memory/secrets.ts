import type { SecretRows } from '../ports.ts';
import { byBytes } from './rows.ts';

export function createMemorySecrets(): SecretRows {
  const accounts = new Map<string, Map<string, string>>();
  return {
    async put(account, name, sealed) {
      const rows = accounts.get(account) ?? new Map<string, string>();
      accounts.set(account, rows.set(name, sealed));
    },
    async get(account, name) {
      return accounts.get(account)?.get(name);
    },
    async names(account) {
      return [...(accounts.get(account)?.keys() ?? [])].sort(byBytes);
    },
    async remove(account, name) {
      return accounts.get(account)?.delete(name) ?? false;
    },
  };
}
