import {
  type Access,
  type AccountsOptions,
  type Calendars,
  createAccess,
  createAccounts,
  createCalendarFetch,
  createCalendars,
  parseCalendar,
  type RunningAccounts,
} from '@earmark/accounts';
import { type Earmark, type Logger, systemClock } from '@earmark/core';
import { type ApiOptions, createApi } from '../api.ts';
import { type FirstOwner, makeFirstOwner } from './first-owner.ts';
import { serve } from './serve.ts';

export interface StartServerOptions
  extends Pick<
      ApiOptions,
      | 'hosts'
      | 'publicUrl'
      | 'trustedProxies'
      | 'rates'
      | 'operations'
      | 'pages'
      | 'version'
      | 'backups'
    >,
    Pick<AccountsOptions, 'work' | 'own' | 'usersRoot' | 'maxConcurrent'> {
  readonly earmark: Earmark;
  readonly log: Logger;
  /** Default 5002; 0 takes a free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Whether accounts take their turns in this process. Default: yes. */
  readonly turns?: boolean;
  /** Made where there is nobody yet who could log in, as `firstOwnerFrom(env)` gives it. */
  readonly owner?: FirstOwner;
  /** Whether calendars may be fetched from private networks and this machine. Default: no. */
  readonly privateCalendars?: boolean;
}
export interface Server {
  readonly url: string;
  readonly access: Access;
  readonly accounts: RunningAccounts;
  /** Takes no more, ends runs cleanly (they go on at the next start), then streams and sockets. The Earmark stays open. */
  close(): Promise<void>;
}

/** A whole server: people, accounts and their turns, the API and, where they are given, the pages. */
export async function startServer(options: StartServerOptions): Promise<Server> {
  const {
    earmark,
    log,
    work,
    own,
    usersRoot,
    maxConcurrent,
    port,
    host,
    turns = true,
    privateCalendars = false,
    owner,
    ...api
  } = options;
  const { records, audit } = await earmark.shared();
  const access = createAccess({ records, audit });
  const { trail } = access;
  if (owner) await makeFirstOwner(access.setup, owner);
  const calendars = createCalendars({
    records,
    trail,
    clock: systemClock,
    log,
    fetch: createCalendarFetch(privateCalendars ? { isAllowed: () => true } : {}),
    parse: parseCalendar,
  });
  const accounts = await createAccounts({
    earmark,
    records,
    trail,
    blockers: [calendars.blocker],
    clock: systemClock,
    log,
    work,
    ...(own ? { own } : {}),
    ...(usersRoot === undefined ? {} : { usersRoot }),
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
  });
  const served = await serve({
    api: await createApi({ ...api, earmark, access, accounts, calendars, log }),
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
  });
  const closed = new AbortController();
  const keeping = turns ? keepCalendars(calendars, closed.signal, log) : undefined;
  if (turns) accounts.begin();
  return {
    url: served.url,
    access,
    accounts,
    async close() {
      closed.abort();
      await Promise.all([served.close(), accounts.close(), keeping]);
    },
  };
}

const lookEveryMs = 60_000;

async function keepCalendars(
  calendars: Calendars,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  while (!signal.aborted) {
    await calendars
      .refresh()
      .catch((error) => log.warn('the calendars could not be kept', { error: String(error) }));
    await systemClock.sleep(lookEveryMs, signal).catch(() => undefined);
  }
}
