import type { Access, Accounts } from '@earmark/accounts';
import type { Audit, Browse, Clock, Earmark, EventLog, Logger, Records } from '@earmark/core';
import type { Cursors } from './http/cursors.ts';
import type { Connections } from './push/connections.ts';
import type { Feed } from './push/feed.ts';
import type { Tickets } from './push/tickets.ts';

/** What operations are made of. */
export interface ApiParts {
  readonly earmark: Earmark;
  readonly access: Access;
  readonly accounts: Accounts;
  readonly records: Records;
  readonly audit: Audit;
  readonly events: EventLog;
  /** An account's read model. */
  browse(account: string): Promise<Browse>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly cursors: Cursors;
  readonly feed: Feed;
  readonly connections: Connections;
  readonly tickets: Tickets;
  /** Of this build, for `/health`. */
  readonly version: string;
  /** Why the server is not ready, if it is not: it starts, or stops. */
  readonly unready: () => readonly string[];
  readonly metrics: (withAccounts: boolean) => Promise<string>;
}
