import type { Audit, AuditEntry } from '../ports.ts';
import { paged, saved } from './rows.ts';

export const auditPage = { usual: 100, most: 1000 };

export function createMemoryAudit(): Audit {
  const entries: AuditEntry[] = [];
  return {
    async append(entry) {
      const seq = entries.length + 1;
      entries.push({ ...saved(entry), seq });
      return seq;
    },
    async list({ account, person, what, before, limit = auditPage.usual } = {}) {
      const wanted = entries.filter(
        (entry) =>
          (account === undefined || entry.account === account) &&
          (person === undefined || entry.person === person) &&
          (what === undefined || entry.what === what) &&
          (before === undefined || entry.seq < before),
      );
      return paged(wanted.reverse(), { limit: Math.min(limit, auditPage.most) });
    },
  };
}
