import { randomUUID } from 'node:crypto';
import { type Audit, type AuditEntry, auditPage, type NewAuditEntry } from '@earmark/core';
import type { Insertable, Selectable } from 'kysely';
import type { AuditTable, SharedSchema } from '../schema/shared.ts';
import type { Database } from './database.ts';
import { present } from './rows.ts';

export function createAudit({ db, write }: Database<SharedSchema>): Audit {
  return {
    append(entry) {
      const row = rowOf(entry);
      const save = async (tx: typeof db): Promise<number> => {
        await tx
          .insertInto('audit')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        const { seq } = await tx
          .selectFrom('audit')
          .select('seq')
          .where('id', '=', row.id)
          .executeTakeFirstOrThrow();
        return seq;
      };
      return write('audit', save, { durable: true });
    },
    async list({ before, limit = auditPage.usual, ...wanted } = {}) {
      let query = db
        .selectFrom('audit')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(Math.min(limit, auditPage.most));
      for (const column of ['account', 'person', 'what'] as const) {
        const value = wanted[column];
        if (value !== undefined) query = query.where(column, '=', value);
      }
      if (before !== undefined) query = query.where('seq', '<', before);
      return (await query.execute()).map(entryOf);
    },
  };
}

function rowOf({ at, what, requestId, ...rest }: NewAuditEntry): Insertable<AuditTable> {
  const { person = null, key = null, account = null, target = null } = rest;
  const { before = null, after = null, address = null } = rest;
  const who = { person, key, account, address, request: requestId ?? null };
  return { id: randomUUID(), at, what, target, before, after, ...who };
}

function entryOf({ id: _, seq, at, what, request, ...rest }: Selectable<AuditTable>): AuditEntry {
  return { seq, at, what, ...present({ ...rest, requestId: request }) };
}
