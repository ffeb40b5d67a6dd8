import { createHash } from 'node:crypto';
import {
  EarmarkError,
  type Fault,
  type HttpInit,
  type HttpResponse,
  type Json,
  type PluginContext,
  readAnswer,
} from '@earmark/core';
import { z } from 'zod';
import { faultOf, sessionHelp } from './answers.ts';
import { type Holder, isHolding, newHolder } from './holder.ts';
import type { Settings } from './options.ts';

const key = 'session';
const state = z.object({
  /** Digest of the session in the settings: another one there starts a new chain. */
  seed: z.string(),
  current: z.string(),
  holder: z
    .object({ by: z.string(), host: z.string(), pid: z.number(), until: z.number() })
    .exactOptional(),
  /** An answer was lost, and maybe the new value with it. */
  unsure: z.boolean().exactOptional(),
  /** The site does not take it any more: it is not sent again. */
  refused: z.boolean().exactOptional(),
  /** It was refused because an answer before had been lost. */
  lost: z.boolean().exactOptional(),
});
type State = z.infer<typeof state>;

const patienceMs = 500;
const mostWaits = 240;

export interface Session {
  /** One request with the session. The value that came with its answer is stored before the answer is given out. */
  ask(path: string, init: HttpInit, ctx: PluginContext): Promise<HttpResponse>;
  /** People asked: a session that was refused may be tried again, once. */
  forgive(ctx: PluginContext): Promise<void>;
}

/**
 * The chain of values of `mam_id`: each answer brings the next one and kills the last. So there is one request at a
 * time over all processes, no repetition with a value that may be dead, and nothing is used before it is stored.
 */
export function createSession({ mamId, base }: Settings): Session {
  const seed = createHash('sha256').update(mamId).digest('hex');
  const fresh: State = { seed, current: mamId };

  const stateOf = (stored: Json | undefined): State => {
    if (stored === undefined || stored === null) return fresh;
    const known = readAnswer(state, stored, { plugin: 'mam', what: 'from its own memory' });
    return known.seed === seed ? known : fresh;
  };

  async function claim(ctx: PluginContext): Promise<{ holder: Holder; held: State }> {
    for (let wait = 0; wait < mostWaits; wait += 1) {
      const now = ctx.clock.now();
      const holder = newHolder(now);
      let held: State | undefined;
      await ctx.state.update(key, (stored) => {
        held = undefined;
        const known = stateOf(stored);
        if (known.holder && isHolding(known.holder, now)) return stored;
        // Whoever held it ended between an answer and the write.
        held = known.holder ? { ...known, unsure: true } : known;
        return { ...held, holder: { ...holder } };
      });
      if (held?.refused) {
        await release(ctx, holder, held);
        throw new EarmarkError('auth', held.lost ? wasLost : wasRefused);
      }
      if (held) return { holder, held };
      await ctx.clock.sleep(patienceMs, ctx.signal);
    }
    throw new EarmarkError(
      'locked',
      'Another process has been using the MyAnonamouse session for two minutes. Wait for it or stop it: one process at a time.',
    );
  }

  async function release(ctx: PluginContext, holder: Holder, next: State): Promise<void> {
    const { holder: _, ...rest } = next;
    await ctx.state.update(key, (stored) => {
      const known = stateOf(stored);
      return known.holder?.by === holder.by ? rest : stored;
    });
  }

  /** In this process one after the other, so that only other processes are waited for by looking. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function askNow(path: string, init: HttpInit, ctx: PluginContext): Promise<HttpResponse> {
    const { holder, held } = await claim(ctx);
    let next = held;
    let sent = false;
    let renewed = false;
    let said: Fault | undefined;
    /** Without a new value in hand, nobody knows whether the old one is still good. */
    const settle = async (failed: boolean) => {
      const { unsure = false, ...rest } = next;
      const isUnsure = failed && !renewed && (sent || unsure);
      await release(ctx, holder, {
        ...rest,
        ...(isUnsure ? { unsure: true } : {}),
        ...(said?.code === 'auth' ? { refused: true, lost: held.unsure ?? false } : {}),
      });
    };
    try {
      const answer = await ctx.http.request(new URL(path, base), {
        cacheMs: 0,
        ...init,
        redirects: 'never',
        async authorize(attempt) {
          // Repeating with the same value would send one that may be dead.
          if (attempt > 1)
            throw said
              ? new EarmarkError(said.code, said.message)
              : new EarmarkError('network', 'MyAnonamouse did not answer as it should. Try later.');
          sent = true;
          return { cookie: `mam_id=${held.current}` };
        },
        fault(body, response) {
          const value = rotated(response.headers);
          renewed = value !== undefined;
          if (value !== undefined) next = { ...next, current: value };
          said = withCause(faultOf(body, response.status), held);
          return said;
        },
      });
      await settle(false);
      return answer;
    } catch (error) {
      await settle(true);
      throw error;
    }
  }

  return {
    ask: (path, init, ctx) => inTurn(() => askNow(path, init, ctx)),
    async forgive(ctx) {
      await ctx.state.update(key, (stored) => {
        const { refused: _, lost: __, ...rest } = stateOf(stored);
        return rest;
      });
    },
  };
}

/** The value that the answer brings; nothing where it brings none, or takes the old one away. */
function rotated(headers: Headers): string | undefined {
  const values = headers
    .getSetCookie()
    .map((line) => /^mam_id=([^;]*)/.exec(line)?.[1])
    .filter((value) => value !== undefined && value !== '' && value !== 'deleted');
  return values.at(-1);
}

const wasLost = `An earlier answer of MyAnonamouse was lost (a kill or a cut connection) and the session's next value with it. ${sessionHelp}`;
const wasRefused = `MyAnonamouse has refused this session. ${sessionHelp}`;

function withCause(fault: Fault | undefined, held: State): Fault | undefined {
  if (fault?.code !== 'auth' || !held.unsure) return fault;
  return { ...fault, message: wasLost };
}
