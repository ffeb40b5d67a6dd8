import { settingsSchema } from '@earmark/accounts';
import { z } from 'zod';
import { requireMatch, strongTag } from '../http/etag.ts';
import { notThere } from '../http/problem.ts';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { settings } from '../schemas/accounts.ts';
import { createSettingsPreview } from './settings-preview.ts';

const group = 'Accounts';

export function createSettingsOperations(parts: ApiParts): readonly Operation[] {
  const { accounts } = parts;
  const found = async (name: string) => (await accounts.get(name)) ?? notThere();
  return [
    operation({
      id: 'getSettings',
      method: 'GET',
      path: '/api/settings',
      summary: 'The settings of an account',
      group,
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      answers: { 200: { description: 'All of them', schema: settings } },
      async handle({ account }) {
        const { settings: own, revision } = await found(account);
        return ok(own, { etag: strongTag(revision) });
      },
    }),
    operation({
      id: 'changeSettings',
      method: 'PATCH',
      path: '/api/settings',
      summary: 'Changes settings of an account: those that are given',
      group,
      access: { for: 'account', scope: 'settings:write', role: 'owner' },
      ifMatch: true,
      body: z.strictObject(settingsSchema.partial().shape),
      answers: { 200: { description: 'As they are now', schema: settings } },
      async handle({ body, account, actor, ifMatch }) {
        const { revision } = await found(account);
        requireMatch(strongTag(revision), ifMatch);
        const status = await accounts.configure(account, body, actor, revision);
        return ok(status.settings, { etag: strongTag(status.revision) });
      },
    }),
    createSettingsPreview(parts),
  ];
}
