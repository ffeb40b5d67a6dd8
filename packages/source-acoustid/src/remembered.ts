import {
  essenceOf,
  type Json,
  type OriginContext,
  type PluginState,
  pathOfTarget,
} from '@earmark/core';
import { z } from 'zod';
import { type Fingerprint, listen } from './fpcalc.ts';

const kept = z.object({ seconds: z.number(), letters: z.string() });
const keyOf = (essence: string) => `fingerprint:${essence}`;

/** By the digest of the sound, which is all that a query says of it. */
export async function remembered(
  essence: string,
  state: PluginState,
): Promise<Fingerprint | undefined> {
  return fingerprintFrom(await state.get(keyOf(essence)));
}

/**
 * Listens to a file once for each essence, and gives that. A sound without a fingerprint is remembered too, so that
 * it is not listened to again.
 */
export async function hearOnce(
  target: string,
  fpcalc: string,
  ctx: OriginContext,
): Promise<string> {
  const essence = await essenceOf(target, ctx);
  if ((await ctx.state.get(keyOf(essence))) === undefined) {
    const heard = await listen(pathOfTarget(target, ctx.roots), fpcalc, ctx.signal);
    await ctx.state.set(keyOf(essence), heard ? { ...heard } : {});
  }
  return essence;
}

function fingerprintFrom(json: Json | undefined): Fingerprint | undefined {
  const read = kept.safeParse(json);
  return read.success ? read.data : undefined;
}
