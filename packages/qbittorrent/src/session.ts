import { createHash } from 'node:crypto';
import { EarmarkError, type Fault, type HttpInit, type PluginContext } from '@earmark/spec';
import type { Settings } from './options.ts';

/** How this server wants things said. */
export interface Dialect {
  readonly version: string;
  readonly stop: 'pause' | 'stop';
  readonly start: 'resume' | 'start';
}
export interface Session {
  /** Text of the answer, with its status. Logs in where that is needed, never twice with what was refused. */
  call(path: string, init: HttpInit, ctx: PluginContext): Promise<{ status: number; text: string }>;
  dialect(ctx: PluginContext): Promise<Dialect>;
  /** People asked: the password that was refused may be tried again, once. */
  forgive(ctx: PluginContext): Promise<void>;
}

const refusedKey = 'refused';

/** One login for all calls of this plugin. After three to five wrong ones the server bans this address, so one is all it gets. */
export function createSession({ base, username, password, apiKey }: Settings): Session {
  const credentials = createHash('sha256')
    .update(JSON.stringify([base.href, username, password]))
    .digest('hex');
  let cookie: Promise<string> | undefined;
  let dialect: Promise<Dialect> | undefined;

  async function logIn(ctx: PluginContext): Promise<string> {
    if ((await ctx.state.get(refusedKey)) === credentials) throw refused(base);
    const body = new URLSearchParams({ username: username ?? '', password: password ?? '' });
    try {
      const answer = await ctx.http.request(new URL('api/v2/auth/login', base), {
        method: 'POST',
        body: body.toString(),
        headers: {
          ...formHeaders,
        },
        fault: loginFault,
      });
      return answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0] ?? '')
        .filter((pair) => /^(?:SID|QBT_SID_\d+)=/.test(pair))
        .join('; ');
    } catch (error) {
      if (EarmarkError.is(error, 'auth') && !error.message.includes('banned'))
        await ctx.state.set(refusedKey, credentials);
      throw error;
    }
  }

  async function authorization(ctx: PluginContext): Promise<Readonly<Record<string, string>>> {
    if (apiKey !== undefined) return { authorization: `Bearer ${apiKey}` };
    if (username === undefined) return {};
    const fresh = cookie ?? logIn(ctx);
    cookie = fresh;
    try {
      return { cookie: await fresh };
    } catch (error) {
      if (cookie === fresh) cookie = undefined;
      throw error;
    }
  }

  async function ask(path: string, init: HttpInit, ctx: PluginContext) {
    const headers = await authorization(ctx);
    const answer = await ctx.http.request(new URL(`api/v2/${path}`, base), {
      cacheMs: 0,
      ...init,
      authorize: async () => headers,
    });
    return { status: answer.status, text: await answer.text() };
  }

  async function call(path: string, init: HttpInit, ctx: PluginContext) {
    const used = cookie;
    try {
      return await ask(path, init, ctx);
    } catch (error) {
      // 403 is how it says that the session has ended. With a key, or right after the login, it is a refusal.
      const expired = EarmarkError.is(error, 'auth') && used !== undefined;
      if (!expired) throw error;
      if (cookie === used) cookie = undefined;
      dialect = undefined;
      return ask(path, init, ctx);
    }
  }

  async function readDialect(ctx: PluginContext): Promise<Dialect> {
    const { text } = await call('app/webapiVersion', {}, ctx);
    const version = /^\d+\.\d+(?:\.\d+)?$/.exec(text.trim())?.[0];
    if (version === undefined)
      throw new EarmarkError(
        'bad-response',
        `${base.host} does not answer as qBittorrent does. Check the address, and what stands between.`,
      );
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const renamed = major > 2 || (major === 2 && minor >= 11);
    return renamed
      ? { version, stop: 'stop', start: 'start' }
      : { version, stop: 'pause', start: 'resume' };
  }

  return {
    call,
    dialect(ctx) {
      const fresh = dialect ?? readDialect(ctx);
      dialect = fresh;
      fresh.catch(() => {
        if (dialect === fresh) dialect = undefined;
      });
      return fresh;
    },
    async forgive(ctx) {
      if ((await ctx.state.get(refusedKey)) === credentials) await ctx.state.set(refusedKey, null);
    },
  };
}

export const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

/** It says 200 to a wrong password up to 5.1, 401 from 5.2 on, and 403 to everybody whom it has banned. */
function loginFault(body: unknown, { status }: { readonly status: number }): Fault | undefined {
  const text = String(body).trim();
  if (status === 403 && text.includes('banned'))
    return {
      code: 'auth',
      message:
        'qBittorrent has banned this address after too many wrong logins. Wait for the ban to end (an hour by default), then check user and password.',
    };
  if (status === 401 || text === 'Fails.')
    return {
      code: 'auth',
      message: 'qBittorrent refuses this user and password. It is not asked again with them.',
    };
  if (status === 204 || (status === 200 && text === 'Ok.')) return undefined;
  if (status === 200)
    return {
      code: 'bad-response',
      message: 'The login was answered by something other than qBittorrent. Check the address.',
    };
  return undefined;
}

const refused = (base: URL) =>
  new EarmarkError(
    'auth',
    `${base.host} refused this user and password before, and bans who tries too often: they are not sent again. Correct them, or run \`earmark doctor\` to try once more.`,
  );
