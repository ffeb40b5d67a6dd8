import type { KindOfPlugin } from '@earmark/spec';
import type { Emit } from '../events/kept.ts';
import { withFields } from '../log/with-fields.ts';
import type { Logger, PluginContext } from '../spec.ts';
import type { Installation } from './open.ts';

export interface OutsideParts {
  readonly account: string;
  readonly roots: PluginContext['roots'];
  readonly log: Logger;
  readonly emit: Emit;
}

/** What a plugin gets that is called outside of a run: a check, a notice. */
export async function outsideContext(
  { store, http, clock }: Installation,
  { account, roots, log, emit }: OutsideParts,
  { name, hosts = {} }: KindOfPlugin,
  signal: AbortSignal,
): Promise<PluginContext> {
  return {
    account,
    http: http.for({ plugin: name, hosts, account, signal }),
    log: withFields(log, { plugin: name }),
    clock,
    state: (await store.account(account)).state(name),
    roots,
    signal,
    emit,
  };
}
