import { EarmarkError, type KindOfPlugin, toFault } from '@earmark/spec';
import { assertAccountName } from '../account-name.ts';
import type { Earmark } from '../earmark.ts';
import type { AccountOptions } from '../options/account-options.ts';
import type { Installation } from '../run/open.ts';
import type { StopOptions } from '../run/run.ts';
import type { Logger } from '../spec.ts';
import { type Account, createAccount } from './account.ts';

export interface AccountsOptions {
  readonly installation: Installation;
  /** The account that is never closed for being idle. */
  readonly first: string;
  readonly logOf: (account: string) => Logger;
  readonly nextEventId: () => number;
  readonly idleMs: number;
}

export interface Accounts {
  open(name: string, own: AccountOptions): Earmark;
}

/**
 * The accounts of one process. Each has its own state, log, events and plugins; what it has of its own reaches no
 * other. An account is a few small objects until something is done for it; one for which nothing was done for a
 * while is closed when another one is used, and opens again by itself.
 */
export function createAccounts(options: AccountsOptions): Accounts {
  const { installation, first, logOf, nextEventId, idleMs } = options;
  const { store, locks, clock } = installation;
  const accounts = new Map<string, Account>();
  /** When something was last done for the accounts whose part of the store may be open. */
  const open = new Map<string, number>();
  let closing: Promise<void> | undefined;

  function account(name: string, own: AccountOptions): Account {
    assertAccountName(name, accounts.keys());
    const made = createAccount(name, own, {
      installation,
      log: logOf(name),
      nextEventId,
      for: view,
      release,
      close,
      closed: () => closing !== undefined,
      used: () => used(name),
      retired,
    });
    accounts.set(name, made);
    return made;
  }

  function view(name: string, own?: AccountOptions): Earmark {
    if (closing) throw new EarmarkError('config', 'this Earmark is closed: create another');
    const known = accounts.get(name);
    if (!known) return account(name, own ?? {}).view;
    if (own) known.give(own);
    return known.view;
  }

  function used(name: string): void {
    const now = clock.monotonic();
    open.delete(name);
    open.set(name, now);
    for (const [other, at] of open) {
      if (now - at < idleMs) break;
      if (other !== first && accounts.get(other)?.idle()) void release(other).catch(() => {});
    }
  }

  async function release(name: string): Promise<void> {
    const known = accounts.get(name);
    if (!known || closing) return;
    if (!known.idle())
      throw new EarmarkError('locked', `account ${name} has runs under way: stop them first`);
    open.delete(name);
    await known.stop();
    await installation.events.flush();
    await store.release(name);
  }

  async function retired(plugins: readonly KindOfPlugin[]): Promise<void> {
    const inUse = new Set([...accounts.values()].flatMap((each) => each.parts().plugins));
    for (const plugin of plugins) {
      if (inUse.has(plugin)) continue;
      await closePlugin(plugin, installation.patience.graceMs).catch((error: unknown) => {
        logOf(first).warn(`the plugin ${plugin.name} could not be closed`, {
          fault: toFault(error),
        });
      });
    }
  }

  const closePlugin = (plugin: KindOfPlugin, limitMs: number) =>
    installation.call(plugin, 'close', () => plugin.close?.(), { limitMs });

  function close(how?: StopOptions): Promise<void> {
    closing ??= closeAll(how);
    return closing;
  }

  /** What cannot be closed keeps nothing else open; the first failure is told when all were asked. */
  async function closeAll(how: StopOptions = {}): Promise<void> {
    const failures: unknown[] = [];
    const ended = (work: Promise<void>) => work.catch((error) => void failures.push(error));
    await Promise.all([...accounts.values()].map((each) => each.stop(how)));
    const plugins = [...accounts.values()].flatMap((each) => each.parts().plugins);
    const graceMs = how.graceMs ?? installation.patience.graceMs;
    for (const plugin of new Set([...plugins, locks])) await ended(closePlugin(plugin, graceMs));
    await ended(installation.events.flush());
    await ended(store.close());
    if (failures.length > 0) throw failures[0];
  }

  return { open: view };
}
