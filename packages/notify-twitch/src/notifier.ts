import {
  EarmarkError,
  type Fault,
  type Http,
  type Notice,
  type Notifier,
  type PluginContext,
  readAnswer,
  readOptions,
} from '@earmark/spec';
import { z } from 'zod';
import { createUserTokens } from './user-tokens.ts';

export interface TwitchOptions {
  /** Of your application at https://dev.twitch.tv/console. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A user's refresh token with the scope `user:write:chat`. Used once: from then on the newest one is kept. */
  readonly refreshToken: string;
  /** Whose chat it is: a number, as `GET /helix/users?login=` says. */
  readonly broadcasterId: string;
  /** Who speaks. Default: the broadcaster. */
  readonly senderId?: string;
  /** Another address of the service, for tests. */
  readonly apiUrl?: string;
  /** Another address of the sign-in, for tests. */
  readonly idUrl?: string;
}

const id = z.string().regex(/^\d+$/, 'must be a number: look it up with GET /helix/users?login=');
const url = z.url({ protocol: /^https?$/ }).exactOptional();
const schema = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
  broadcasterId: id,
  senderId: id.exactOptional(),
  apiUrl: url,
  idUrl: url,
});
const answer = z.object({
  data: z
    .array(
      z.object({
        is_sent: z.boolean(),
        drop_reason: z
          .object({ code: z.string().nullish(), message: z.string().nullish() })
          .nullish(),
      }),
    )
    .min(1),
});
const most = 500;
/** As it was in the chat of old; Helix says nothing of its own. */
const chatLimit = { requests: 20, perMs: 30_000, concurrency: 1 };

/** Says a notice in a Twitch chat. A message that Twitch drops is a failure, though it answers 200. */
export function createTwitchNotifier(options: TwitchOptions): Notifier {
  const given = readOptions(schema, options, 'createTwitchNotifier');
  const { clientId, broadcasterId, senderId = broadcasterId } = given;
  const api = new URL(given.apiUrl ?? 'https://api.twitch.tv/');
  const identity = new URL(given.idUrl ?? 'https://id.twitch.tv/');
  const tokens = createUserTokens({ ...given, url: new URL('oauth2/token', identity) });

  const say = (http: Http, ctx: PluginContext, message: string) =>
    http.json(new URL('helix/chat/messages', api), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'client-id': clientId },
      body: JSON.stringify({ broadcaster_id: broadcasterId, sender_id: senderId, message }),
      authorize: (attempt) => tokens.authorize(ctx, attempt),
      fault: dropped,
    });

  return {
    spec: 1,
    kind: 'notifier',
    name: 'twitch',
    hosts: { [api.host]: chatLimit, [identity.host]: chatLimit },
    async notify(notice, ctx) {
      const body = await say(ctx.http, ctx, lineOf(notice));
      readAnswer(answer, body, { plugin: 'twitch', what: 'a message to the chat' });
    },
    async check(ctx) {
      try {
        await tokens.authorize(ctx, 1);
        return [{ level: 'ok', text: 'Twitch lets us speak.' }];
      } catch (error) {
        if (!EarmarkError.is(error, 'auth')) throw error;
        return [
          {
            level: 'failure',
            text: error.message,
            fix: 'Connect the account again: authorise the application and set the new refresh token.',
          },
        ];
      }
    },
  };
}

function dropped(body: unknown): Fault | undefined {
  const read = answer.safeParse(body);
  const [message] = read.success ? read.data.data : [];
  if (!message || message.is_sent) return undefined;
  const { code, message: why } = message.drop_reason ?? {};
  return {
    code: 'bad-response',
    message: `Twitch dropped the message: ${why ?? code ?? 'it gave no reason'}`,
  };
}

/** A chat knows no lines: all of it in one, cut to what Twitch takes. */
function lineOf({ title, text, url }: Notice): string {
  const line = [title, text, url]
    .filter(Boolean)
    .join(' – ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
    .replaceAll(/[\s\u0000-\u001f]+/g, ' ')
    .trim();
  const letters = [...(line === '' ? 'Earmark' : line)];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
