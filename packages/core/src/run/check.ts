import { toEarmarkError } from '../errors.ts';
import { withFields } from '../log/with-fields.ts';
import type { KindOfPlugin } from '../plugins.ts';
import type { Finding, Logger, PluginContext } from '../spec.ts';
import type { Installation } from './open.ts';

export interface PluginFindings {
  readonly kind: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Asks every plugin how it is. One that throws has failed its check; the others are asked all the same. */
export async function checkAll(
  { store, http, clock }: Installation,
  plugins: readonly KindOfPlugin[],
  {
    account,
    roots,
    log,
  }: {
    readonly account: string;
    readonly roots: PluginContext['roots'];
    readonly log: Logger;
  },
): Promise<readonly PluginFindings[]> {
  const own = await store.account(account);
  const { signal } = new AbortController();
  return Promise.all(
    plugins.map(async (plugin) => {
      const { kind, name, hosts = {} } = plugin;
      const ctx = {
        account,
        http: http.for({ plugin: name, hosts, account, signal }),
        log: withFields(log, { plugin: name }),
        clock,
        state: own.state(name),
        roots,
        signal,
      };
      try {
        return { kind, name, findings: (await plugin.check?.(ctx)) ?? [] };
      } catch (error) {
        const { message } = toEarmarkError(error);
        return { kind, name, findings: [{ level: 'failure' as const, text: message }] };
      }
    }),
  );
}
