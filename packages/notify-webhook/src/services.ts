import { createHmac } from 'node:crypto';
import type { Clock, HttpInit, Notice } from '@earmark/spec';
import { cut, shown } from './message.ts';
import type { WebhookSettings } from './options.ts';

/** One request that delivers a notice. */
export interface Delivery {
  readonly url: URL;
  readonly init: HttpInit;
}
type Of<Service extends WebhookSettings['service']> = Extract<
  WebhookSettings,
  { service: Service }
>;

const titleOf = (notice: Notice) => shown(notice.title, 'Earmark');
const textOf = (notice: Notice) => shown(notice.text, titleOf(notice));

export function deliveryOf(settings: WebhookSettings, notice: Notice, clock: Clock): Delivery {
  switch (settings.service) {
    case 'discord':
      return discord(settings, notice);
    case 'ntfy':
      return ntfy(settings, notice);
    case 'gotify':
      return gotify(settings, notice);
    case 'apprise':
      return apprise(settings, notice);
    case 'standard':
      return standard(settings, notice, clock);
  }
}

const discordColours = { info: 0x5448c8, warning: 0xc88a12, failure: 0xc23b3b } as const;

/** `wait` makes Discord say when it did not keep a message; without mentions no album can call everybody. */
function discord({ url, threadId }: Of<'discord'>, notice: Notice): Delivery {
  const address = new URL(url);
  address.searchParams.set('wait', 'true');
  if (threadId !== undefined) address.searchParams.set('thread_id', threadId);
  const embed = {
    title: cut(titleOf(notice), 256),
    description: cut(textOf(notice), 4096),
    color: discordColours[notice.level],
    timestamp: new Date(notice.at).toISOString(),
    ...(notice.url ? { url: notice.url } : {}),
  };
  return {
    url: address,
    init: json({ embeds: [embed], allowed_mentions: { parse: [] }, username: 'Earmark' }),
  };
}

const ntfyPriorities = { info: 3, warning: 4, failure: 5 } as const;
/** Bytes; what is longer would become an attachment. */
const ntfyMost = 4096;

function ntfy({ url, topic, token }: Of<'ntfy'>, notice: Notice): Delivery {
  const message = {
    topic,
    title: cut(titleOf(notice), 250),
    message: cutBytes(textOf(notice), ntfyMost),
    priority: ntfyPriorities[notice.level],
    ...(notice.url ? { click: notice.url } : {}),
  };
  return { url: new URL(url), init: json(message, token && { authorization: `Bearer ${token}` }) };
}

const gotifyPriorities = { info: 4, warning: 6, failure: 8 } as const;

function gotify({ url, token }: Of<'gotify'>, notice: Notice): Delivery {
  const message = {
    title: titleOf(notice),
    message: textOf(notice),
    priority: gotifyPriorities[notice.level],
    ...(notice.url ? { extras: { 'client::notification': { click: { url: notice.url } } } } : {}),
  };
  return { url: below(url, 'message'), init: json(message, { 'x-gotify-key': token }) };
}

function apprise({ url, key, tag }: Of<'apprise'>, notice: Notice): Delivery {
  const message = {
    title: titleOf(notice),
    body: [textOf(notice), notice.url].filter(Boolean).join('\n'),
    type: notice.level,
    format: 'text',
    ...(tag ? { tag } : {}),
  };
  return { url: below(url, `notify/${key}`), init: json(message) };
}

/** Standard Webhooks 1.0: the id stays the same at each attempt, the time and so the signature do not. */
function standard({ url, secrets }: Of<'standard'>, notice: Notice, clock: Clock): Delivery {
  const body = JSON.stringify({
    type: `earmark.${notice.kind}`,
    timestamp: new Date(notice.at).toISOString(),
    data: notice,
  });
  const id = `msg_${notice.id}`;
  return {
    url: new URL(url),
    init: {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      authorize: async () => {
        const timestamp = String(Math.floor(clock.now() / 1000));
        return {
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': secrets
            .map((secret) => `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`)
            .join(' '),
        };
      },
    },
  };
}

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(signed).digest('base64');
}

function json(message: object, secret?: Readonly<Record<string, string>> | ''): HttpInit {
  return {
    method: 'POST',
    body: JSON.stringify(message),
    headers: { 'content-type': 'application/json' },
    ...(secret ? { authorize: async () => secret } : {}),
  };
}

/** A server may live below a path. */
function below(url: string, path: string): URL {
  return new URL(path, url.endsWith('/') ? url : `${url}/`);
}

function cutBytes(text: string, most: number): string {
  let shorter = text;
  while (Buffer.byteLength(shorter) > most)
    shorter = cut(shorter, Math.floor([...shorter].length * 0.9));
  return shorter;
}
