import type { Earmark } from '@earmark/core';
import { settledOptions } from './preferences.ts';
import { registeredIn } from './registry.ts';

/** The account as its stored settings want it decided (bands, genres): the same where a person starts a run as where its turn comes. */
export async function settledView(earmark: Earmark): Promise<Earmark> {
  const { records } = await earmark.shared();
  const account = await registeredIn(records, earmark.account);
  const settled = account ? settledOptions(earmark.own, account.settings) : earmark.own;
  return settled === earmark.own ? earmark : earmark.for(earmark.account, settled);
}
