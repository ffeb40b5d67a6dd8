import { EarmarkError, type Fault, type PluginContext, readAnswer } from '@earmark/spec';
import { z } from 'zod';

const answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().nullish(),
});
const refusal = z.object({ status: z.number(), message: z.string() });
const memory = 'refresh-token';
const margin = 60_000;
const hour = 3_600_000;

/**
 * An access token from a refresh token, which may be another one after each use: the newest is kept in the plugin's
 * durable memory before anything is done with what came beside it. A new token in the options beats what is kept.
 */
export function createUserTokens(options: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly url: URL;
}) {
  const { clientId, clientSecret, refreshToken, url } = options;
  let current: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<void> | undefined;

  async function renew(ctx: PluginContext): Promise<void> {
    const kept = readKept(await ctx.state.get(memory));
    const token = kept?.from === refreshToken ? kept.newest : refreshToken;
    const asked = ctx.clock.now();
    const body = await ctx.http.json(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: token,
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
      secrets: [clientSecret, token],
      fault,
    });
    const { access_token, refresh_token, expires_in } = readAnswer(answer, body, {
      plugin: 'twitch',
      what: 'the request for a token',
    });
    await ctx.state.update(memory, () => ({ from: refreshToken, newest: refresh_token ?? token }));
    current = {
      value: access_token,
      until: asked + (expires_in ? expires_in * 1000 : hour) - margin,
    };
  }

  return {
    /** Two that ask at once share one answer: a refresh token is good for one. */
    async authorize(ctx: PluginContext, attempt: number): Promise<Record<string, string>> {
      if (attempt > 1 || current === undefined || ctx.clock.now() >= current.until) {
        asking ??= renew(ctx).finally(() => {
          asking = undefined;
        });
        await asking;
      }
      if (!current)
        throw new EarmarkError('internal', 'twitch: a token was renewed and is not there');
      return { authorization: `Bearer ${current.value}` };
    },
  };
}

const keptSchema = z.object({ from: z.string(), newest: z.string() });
function readKept(value: unknown) {
  const read = keptSchema.safeParse(value);
  return read.success ? read.data : undefined;
}

/** A token that is no longer good comes as a 400. */
function fault(body: unknown): Fault | undefined {
  const refused = refusal.safeParse(body);
  if (!refused.success || refused.data.status !== 400) return undefined;
  return {
    code: 'auth',
    message: `Twitch gave no token: ${refused.data.message}. Connect it again.`,
  };
}
