import { readdir } from 'node:fs/promises';
import { type Clock, EarmarkError } from '@earmark/core';
import type { VideoCodec, VideoRule } from '../profiles/profile.ts';
import { type Encoder, type Family, hardwareEncoder, hardwareFamilies } from './encoders.ts';
import { runFfmpeg } from './ffmpeg.ts';
import type { Tools } from './run.ts';

export interface Trial {
  readonly encoder: Encoder;
  /** Undefined where the trial succeeded. */
  readonly failure?: string;
}
interface TrialContext {
  readonly tools: Tools;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
const mostGpus = 8;

/** Lists tell what was compiled in; only an encoded frame tells what works here. */
export async function tryHardware(codec: VideoCodec, ctx: TrialContext): Promise<readonly Trial[]> {
  const nodes = await renderNodes();
  const perFamily = hardwareFamilies.map(async (family) => {
    const trials: Trial[] = [];
    for (const device of devicesOf(family, nodes)) {
      const trial = await tryEncoder(hardwareEncoder(codec, family, device), ctx);
      // GPUs are numbered without gaps: the first that fails ends the list.
      if (trial.failure === undefined || trials.length === 0 || family !== 'nvenc')
        trials.push(trial);
      if (trial.failure !== undefined && family === 'nvenc') break;
    }
    return trials;
  });
  return (await Promise.all(perFamily)).flat();
}

function devicesOf(family: Family, nodes: readonly string[]): readonly string[] {
  if (family === 'nvenc') return Array.from({ length: mostGpus }, (_, number) => String(number));
  if (family === 'vaapi') return nodes.length > 0 ? nodes : ['/dev/dri/renderD128'];
  return family === 'qsv' && nodes.length > 0 ? nodes : [''];
}

async function renderNodes(): Promise<readonly string[]> {
  try {
    const names = await readdir('/dev/dri');
    return names
      .filter((name) => name.startsWith('renderD'))
      .sort()
      .map((name) => `/dev/dri/${name}`);
  } catch {
    // No such folder: no such devices.
    return [];
  }
}

/** Large enough for every encoder: some refuse small pictures. */
const black = ['-f', 'lavfi', '-i', 'color=black:s=512x512:r=25:d=0.2'] as const;

export async function tryEncoder(encoder: Encoder, ctx: TrialContext): Promise<Trial> {
  const rule: VideoRule = { codec: 'h264', quality: 30 };
  const filters = encoder.filters.length > 0 ? ['-vf', encoder.filters.join(',')] : [];
  try {
    await runFfmpeg({
      ...ctx,
      subject: encoder.name,
      args: [
        ...encoder.before,
        ...black,
        ...filters,
        ...['-frames:v', '2', '-c:v', encoder.name],
        ...encoder.quality(rule),
        ...encoder.device,
        ...['-f', 'null', '-'],
      ],
    });
    return { encoder };
  } catch (error) {
    if (!EarmarkError.is(error, 'malformed', 'io')) throw error;
    const [first = error.message] = error.message.replace(/^.*?ended with \d+: /s, '').split(' | ');
    return { encoder, failure: first.replace(/^\[[^\]]*\]\s*/, '') };
  }
}
