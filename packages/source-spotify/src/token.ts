import { type Clock, EarmarkError, type Fault, type Http } from '@earmark/spec';
import { read, token, tokenRefusal } from './answers.ts';

export interface TokenOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly url: URL;
}
interface Token {
  readonly value: string;
  /** By the clock of who asked. */
  readonly until: number;
}

/** A minute before its end a token is as good as expired. */
const margin = 60_000;

/** Client credentials: asked for when needed, kept until shortly before they expire, asked again after a refusal. */
export function createTokens({ clientId, clientSecret, url }: TokenOptions) {
  let current: Token | undefined;
  let asking: Promise<Token> | undefined;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');

  async function ask(http: Http, clock: Clock): Promise<Token> {
    const asked = clock.now();
    const body = await http.json(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      authorize: async () => ({ authorization: `Basic ${basic}` }),
      fault: refusal,
    });
    const { access_token: value, expires_in } = read(token, body, 'the request for a token');
    return { value, until: asked + expires_in * 1000 - margin };
  }

  /** One request for all who wait. Where it was another's and that one was stopped, ours begins. */
  async function renewed(http: Http, clock: Clock): Promise<Token> {
    const joined = asking;
    if (joined !== undefined) {
      try {
        return await joined;
      } catch (error) {
        if (!EarmarkError.is(error, 'aborted')) throw error;
        return renewed(http, clock);
      }
    }
    asking = ask(http, clock).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return async function authorize(
    http: Http,
    clock: Clock,
    attempt: number,
  ): Promise<Readonly<Record<string, string>>> {
    if (attempt > 1 || current === undefined || clock.now() >= current.until)
      current = await renewed(http, clock);
    return { authorization: `Bearer ${current.value}` };
  };
}

/** Wrong credentials come as a 400. */
function refusal(body: unknown): Fault | undefined {
  const refused = tokenRefusal.safeParse(body);
  if (!refused.success) return undefined;
  const { error, error_description: why } = refused.data;
  return {
    code: 'auth',
    message: `Spotify gave no token: ${why ?? error}. Check the client id and secret in Spotify's dashboard.`,
  };
}
