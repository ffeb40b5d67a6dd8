import {
  createAccess,
  createCalendars,
  createPasswords,
  parseCalendar,
  scrypt,
} from '@earmark/accounts';
import {
  createEarmark,
  createMemoryStore,
  type Logger,
  type Recipe,
  type Source,
  silentLog,
  systemClock,
} from '@earmark/core';
import { createApi } from '../api.ts';
import { serve } from '../node/index.ts';
import { createAccountsDouble } from './accounts-double.ts';
import { fill } from './fill.ts';

export const goodPassword = 'correct horse battery';
/** Of every request that a test does not mean to be refused for its number. */
const generous = { known: 1e9, unknown: 1e9, write: 1e9 };

export interface HouseOptions {
  readonly accounts?: readonly string[];
  /** Titles, by account. */
  readonly albums?: Readonly<Record<string, readonly string[]>>;
  readonly recipes?: readonly Recipe[];
  readonly rates?: Parameters<typeof createApi>[0]['rates'];
  readonly trustedProxies?: readonly string[];
  readonly backups?: Parameters<typeof createApi>[0]['backups'];
  readonly operations?: Parameters<typeof createApi>[0]['operations'];
  readonly log?: Logger;
  readonly patience?: Parameters<typeof serve>[0]['patience'];
}

/** It is never asked: releases of it can be chosen. */
const memorySource: Source = {
  spec: 1,
  kind: 'source',
  name: 'memory',
  answers: ['album'],
  find: async () => [],
};

/** A whole installation in memory behind a real listener, with cheap passwords. */
export async function createHouse(options: HouseOptions = {}) {
  const earmark = await createEarmark({
    store: createMemoryStore(),
    sources: [memorySource],
    recipes: options.recipes ?? [],
  });
  const { records, audit, events } = await earmark.shared();
  const passwords = createPasswords({ algorithm: scrypt, cost: { ln: 4, r: 8, p: 1 } });
  const access = createAccess({ records, audit, passwords });
  const accounts = createAccountsDouble(options.accounts ?? ['default', 'anna', 'ben']);
  for (const [account, titles] of Object.entries(options.albums ?? {}))
    await fill(earmark.for(account), titles);
  const api = await createApi({
    earmark,
    access,
    accounts,
    calendars: createCalendars({
      records,
      trail: access.trail,
      clock: systemClock,
      log: silentLog,
      fetch: async () => 'no calendar',
      parse: parseCalendar,
    }),
    version: '1.2.3',
    rates: options.rates ?? generous,
    ...(options.backups ? { backups: options.backups } : {}),
    ...(options.operations ? { operations: options.operations } : {}),
    ...(options.log ? { log: options.log } : {}),
    ...(options.trustedProxies ? { trustedProxies: options.trustedProxies } : {}),
  });
  const served = await serve({
    api,
    port: 0,
    ...(options.patience ? { patience: options.patience } : {}),
  });
  const { url } = served;

  /** Asks as a program does; `body` goes as JSON. */
  function ask(path: string, init: AskInit = {}): Promise<Response> {
    const { key, cookie, body, headers, method = body === undefined ? 'GET' : 'POST' } = init;
    return fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(cookie ? { cookie, origin: url } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async function setUp(): Promise<{ readonly key: string; readonly cookie: string }> {
    const answer = await ask('/api/setup', { body: { name: 'Olga', password: goodPassword } });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const made = await ask('/api/keys', {
      cookie,
      body: { name: 'script', scopes: ['all'], accounts: ['*'] },
    });
    return { cookie, key: ((await made.json()) as { readonly key: string }).key };
  }

  /** Somebody with a role in one account, and a key of theirs. */
  async function resident(
    name: string,
    account: string,
    role: 'viewer' | 'member' | 'owner',
    scopes: readonly string[] = ['all'],
  ) {
    const person = await access.people.create({ name, password: goodPassword }, {});
    await access.members.set(person.id, account, role, {});
    const { key, apiKey } = await access.keys.create(
      person.id,
      { name: 'their key', scopes, accounts: ['*'] },
      {},
    );
    return { person, key, id: apiKey.id };
  }

  return {
    earmark,
    access,
    accounts,
    events,
    audit,
    records,
    api,
    url,
    ask,
    setUp,
    resident,
    async close() {
      await served.close(0);
      await earmark.close();
    },
  };
}

export interface AskInit {
  readonly key?: string;
  readonly cookie?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export type House = Awaited<ReturnType<typeof createHouse>>;
