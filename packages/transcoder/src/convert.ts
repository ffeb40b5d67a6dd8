import { EarmarkError, type PluginContext } from '@earmark/core';
import type { Balance, Chosen } from './ffmpeg/balance.ts';
import { processor } from './ffmpeg/balance.ts';
import { type FfmpegRun, runFfmpeg } from './ffmpeg/ffmpeg.ts';
import { variableRateOf } from './ffmpeg/frame-rate.ts';
import type { MediaProbe } from './ffmpeg/probe.ts';
import type { Settings } from './options.ts';
import type { Profile, VideoRule } from './profiles/profile.ts';
import { loudnessWork } from './sound/loudness.ts';
import { argumentsOf } from './streams/arguments.ts';
import { coverWork } from './streams/covers.ts';
import type { Route } from './streams/route.ts';

export interface Conversion {
  readonly target: string;
  readonly path: string;
  readonly output: string;
  readonly probe: MediaProbe;
  readonly route: Route;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  /** A new name for a picture on its way. */
  readonly temporary: (extension: string) => string;
}

/** Writes the result to `output`; replaces nothing. */
export async function convert(
  job: Conversion,
  settings: Settings,
  balance: Balance,
  ctx: PluginContext,
): Promise<void> {
  const { path, profile, route, signal, probe } = job;
  const { encode } = profile;
  if (encode) {
    const { output } = job;
    const onSeconds = (seconds: number) => tell(job, settings, { seconds });
    await encode({ input: path, output, signal, onSeconds });
    return;
  }
  const base = { tools: settings.tools, clock: ctx.clock, signal, subject: path };
  const sound = route.steps.find(({ stream }) => stream.kind === 'audio');
  const loudness = sound
    ? await loudnessWork(path, sound.stream.index, profile, base)
    : { tags: {} };
  const covers = await coverWork(path, probe, route, profile, job.temporary, base);
  const pictures = route.steps.some(
    ({ stream, action }) => stream.kind === 'video' && action === 'encode',
  );
  const variableRate = pictures ? await variableRateOf(base) : undefined;
  const run = async (chosen: Chosen | undefined) => {
    const { encoder } = chosen ?? {};
    const args = argumentsOf({
      ...{
        path,
        output: job.output,
        probe,
        route,
        profile,
        loudness,
        covers,
        encoder,
        variableRate,
      },
      threads: settings.tools.threads,
    });
    const name = encoder && `${encoder.name} on ${encoder.on}`;
    const onProgress: NonNullable<FfmpegRun['onProgress']> = (progress) =>
      tell(job, settings, progress, name);
    const feed = covers.feed === undefined ? {} : { feed: covers.feed };
    await runFfmpeg({ ...base, ...feed, args, onProgress });
  };
  if (!pictures || !profile.video) return run(undefined);
  await onBestDevice(profile.video, run, settings, balance, job, ctx);
}

/** A GPU that fails on this very file is no reason to fail: the processor takes over. */
async function onBestDevice(
  rule: VideoRule,
  run: (chosen: Chosen) => Promise<void>,
  { tools }: Settings,
  balance: Balance,
  { path, signal }: Conversion,
  { clock, log }: PluginContext,
): Promise<void> {
  const chosen = await balance.take(rule, { tools, clock, signal });
  if (chosen.reason !== undefined)
    log.info('encoding on the processor', { path, reason: chosen.reason });
  try {
    await run(chosen);
  } catch (error) {
    if (chosen.encoder.family === 'software' || !EarmarkError.is(error, 'malformed', 'io'))
      throw error;
    log.warn(`${chosen.encoder.on} failed, the processor takes over`, {
      path,
      reason: error.message,
    });
    await run(processor(rule, error.message));
  } finally {
    chosen.release();
  }
}

function tell(
  { target, probe }: Conversion,
  { onProgress }: Settings,
  { seconds, speed }: { readonly seconds: number; readonly speed?: number },
  encoder?: string,
): void {
  const { durationSeconds } = probe;
  const left = durationSeconds === undefined ? undefined : Math.max(0, durationSeconds - seconds);
  const progress = {
    target,
    seconds,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(speed === undefined ? {} : { speed }),
    ...(left === undefined || speed === undefined
      ? {}
      : { etaMs: Math.round((left / speed) * 1000) }),
    ...(encoder === undefined ? {} : { encoder }),
  };
  try {
    onProgress(progress);
  } catch {
    // Who listens cannot break the work.
  }
}
