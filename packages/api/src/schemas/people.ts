import { scopeWords } from '@earmark/accounts';
import { z } from 'zod';
import { accountName, instant, named, revision } from './common.ts';

export const role = z.enum(['viewer', 'member', 'owner']);
export const person = named(
  'Person',
  z.object({
    id: z.string(),
    name: z.string(),
    admin: z.boolean(),
    disabled: z.boolean(),
    createdAt: instant,
    revision,
  }),
);
export const membership = named(
  'Membership',
  z.object({ person: z.string(), account: accountName, role, since: instant }),
);
export const session = named(
  'Session',
  z.object({
    id: z.string(),
    person: z.string(),
    createdAt: instant,
    seenAt: instant,
    expiresAt: instant,
    address: z.string().optional(),
    agent: z.string().optional(),
    current: z.boolean(),
  }),
);
const scope = z.enum(scopeWords);
export const apiKey = named(
  'ApiKey',
  z.object({
    id: z.string(),
    name: z.string(),
    person: z.string(),
    scopes: z.array(scope),
    accounts: z.array(z.string()),
    createdAt: instant,
    expiresAt: instant.optional(),
    revokedAt: instant.optional(),
    lastUsed: z
      .object({ at: instant, address: z.string().optional(), agent: z.string().optional() })
      .optional(),
  }),
);
export const newKey = named('NewApiKey', z.object({ key: z.string(), apiKey }));
/** Who is logged in, and what they reach. */
export const self = named(
  'Self',
  z.object({
    person,
    accounts: z.array(z.object({ name: accountName, role })),
    scopes: z.array(scope),
  }),
);
export const password = z.string().min(1).max(1000);
export const personName = z.string().max(200);
