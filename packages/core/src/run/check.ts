import type { KindOfPlugin } from '@earmark/spec';
import { toEarmarkError } from '@earmark/spec';
import { findings } from '../guard/shapes.ts';
import type { Finding } from '../spec.ts';
import type { Installation } from './open.ts';
import { type OutsideParts, outsideContext } from './outside.ts';

export interface PluginFindings {
  readonly kind: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** A person waits for the answer, and a service that is down takes a few attempts to say so. */
const checkMs = 5 * 60_000;

/** Asks every plugin how it is. One that throws has failed its check; the others are asked all the same. */
export async function checkAll(
  installation: Installation,
  plugins: readonly KindOfPlugin[],
  parts: OutsideParts,
): Promise<readonly PluginFindings[]> {
  const { signal } = new AbortController();
  const limitMs = Math.min(checkMs, installation.patience.readMs);
  return Promise.all(
    plugins.map(async (plugin) => {
      const { kind, name } = plugin;
      const ctx = await outsideContext(installation, parts, plugin, signal);
      const check = () => plugin.check?.(ctx) ?? [];
      try {
        const found = await installation.call(plugin, 'check', check, { gives: findings, limitMs });
        return { kind, name, findings: found };
      } catch (error) {
        const { message } = toEarmarkError(error);
        return { kind, name, findings: [{ level: 'failure' as const, text: message }] };
      }
    }),
  );
}
