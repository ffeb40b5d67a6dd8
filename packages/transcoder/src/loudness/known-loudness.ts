import { essenceOf, type Json, type OriginContext, pathOfTarget } from '@earmark/core';
import type { Tools } from '../ffmpeg/run.ts';
import type { Blocks } from './blocks.ts';
import { type Loudness, measureLoudness } from './measure.ts';

/**
 * Measured once for each essence: a retag, a rename and a copy elsewhere ask for nothing new. It is kept in the
 * plugin's memory by the digest of the sound, as a row of the catalogue is another one after each change.
 */
export async function knownLoudness(
  target: string,
  tools: Tools,
  ctx: OriginContext,
): Promise<Loudness> {
  const path = pathOfTarget(target, ctx.roots);
  const key = `loudness:${await essenceOf(target, ctx)}`;
  const known = loudnessFrom(await ctx.state.get(key));
  if (known) return known;
  const measured = await measureLoudness(path, { tools, clock: ctx.clock, signal: ctx.signal });
  await ctx.state.set(key, { peak: measured.peak, blocks: measured.blocks.flat() });
  return measured;
}

function loudnessFrom(json: Json | undefined): Loudness | undefined {
  if (typeof json !== 'object' || json === null || !('blocks' in json)) return undefined;
  const { peak, blocks } = json;
  if (typeof peak !== 'number' || !Array.isArray(blocks)) return undefined;
  const numbers = blocks.map(Number);
  const pairs: Blocks = numbers.flatMap((tenth, at) =>
    at % 2 === 0 ? [[tenth, numbers[at + 1] ?? 0] as const] : [],
  );
  return { peak, blocks: pairs };
}
