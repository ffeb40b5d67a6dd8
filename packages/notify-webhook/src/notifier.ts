import { type Notifier, readOptions } from '@earmark/spec';
import type { z } from 'zod';
import { webhookOptions } from './options.ts';
import { deliveryOf } from './services.ts';

/** One service with what it needs: `{ service: 'ntfy', topic: 'music' }`. */
export type WebhookOptions = z.input<typeof webhookOptions>;

/** What every one of these services takes without complaint; what they say about it by headers is obeyed, too. */
const limit = { requests: 2, perMs: 2000, concurrency: 1 };

/** Posts a notice to Discord, ntfy, Gotify, Apprise, or to an address of your own with a Standard Webhooks signature. */
export function createWebhookNotifier(options: WebhookOptions): Notifier {
  const settings = readOptions(webhookOptions, options, 'createWebhookNotifier');
  const { host } = new URL(settings.url);
  return {
    spec: 1,
    kind: 'notifier',
    name: settings.name ?? settings.service,
    hosts: { [host]: limit },
    async notify(notice, ctx) {
      const { url, init } = deliveryOf(settings, notice, ctx.clock);
      await ctx.http.request(url, { ...init, secrets: tokenIn(settings.url) });
    },
    async check() {
      if (settings.service === 'ntfy' && host === 'ntfy.sh' && settings.token === undefined)
        return [
          {
            level: 'warning',
            text: 'Anybody who knows the ntfy topic can read your notices.',
            fix: 'Choose a topic that cannot be guessed, or reserve it and set a token.',
          },
        ];
      return [{ level: 'ok', text: `Notices go to ${host}.` }];
    },
  };
}

/** Whoever has the address of a webhook can write to it: what is long at its end is a token, not a word. */
function tokenIn(address: string): readonly string[] {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  return last.length >= 16 ? [last] : [];
}
