import type { KindOfPlugin } from '@earmark/spec';
import { toEarmarkError } from '@earmark/spec';
import type { Finding } from '../spec.ts';
import type { Installation } from './open.ts';
import { type OutsideParts, outsideContext } from './outside.ts';

export interface PluginFindings {
  readonly kind: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Asks every plugin how it is. One that throws has failed its check; the others are asked all the same. */
export async function checkAll(
  installation: Installation,
  plugins: readonly KindOfPlugin[],
  parts: OutsideParts,
): Promise<readonly PluginFindings[]> {
  const { signal } = new AbortController();
  return Promise.all(
    plugins.map(async (plugin) => {
      const { kind, name } = plugin;
      const ctx = await outsideContext(installation, parts, plugin, signal);
      try {
        return { kind, name, findings: (await plugin.check?.(ctx)) ?? [] };
      } catch (error) {
        const { message } = toEarmarkError(error);
        return { kind, name, findings: [{ level: 'failure' as const, text: message }] };
      }
    }),
  );
}
