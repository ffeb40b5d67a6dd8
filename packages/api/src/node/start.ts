import {
  type Access,
  type AccountsOptions,
  createAccess,
  createAccounts,
  type RunningAccounts,
} from '@earmark/accounts';
import { type Earmark, type Logger, systemClock } from '@earmark/core';
import { type ApiOptions, createApi } from '../api.ts';
import { serve } from './serve.ts';

export interface StartServerOptions
  extends Pick<
      ApiOptions,
      'hosts' | 'publicUrl' | 'trustedProxies' | 'rates' | 'operations' | 'pages' | 'version'
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
    ...api
  } = options;
  const { records, audit } = await earmark.shared();
  const access = createAccess({ records, audit });
  const accounts = await createAccounts({
    earmark,
    records,
    trail: access.trail,
    clock: systemClock,
    log,
    work,
    ...(own ? { own } : {}),
    ...(usersRoot === undefined ? {} : { usersRoot }),
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
  });
  const served = await serve({
    api: await createApi({ ...api, earmark, access, accounts, log }),
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
  });
  if (turns) accounts.begin();
  return {
    url: served.url,
    access,
    accounts,
    async close() {
      await Promise.all([served.close(), accounts.close()]);
    },
  };
}
