import type { Clock, Http } from '@earmark/core';
import { read, token } from './answers.ts';

export interface TokenOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly url: URL;
}

/** A minute before its end a token is as good as expired. */
const margin = 60_000;

/** Client credentials: asked for when needed, kept until shortly before they expire, asked again after a refusal. */
export function createTokens({ clientId, clientSecret, url }: TokenOptions) {
  let current: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(http: Http, clock: Clock): Promise<string> {
    const asked = clock.now();
    const response = await http.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      cacheMs: 0,
      authorize: async () => ({
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      }),
    });
    const answer = read(token, JSON.parse(await response.text()), 'the request for a token');
    current = { value: answer.access_token, until: asked + answer.expires_in * 1000 - margin };
    return answer.access_token;
  }

  return async function authorize(
    http: Http,
    clock: Clock,
    attempt: number,
  ): Promise<Readonly<Record<string, string>>> {
    const usable =
      attempt === 1 && current && clock.now() < current.until ? current.value : undefined;
    asking ??=
      usable === undefined
        ? ask(http, clock).finally(() => {
            asking = undefined;
          })
        : undefined;
    return { authorization: `Bearer ${usable ?? (await asking)}` };
  };
}
