import type { Clock } from '@earmark/core';
import { input, runFfmpeg } from '../ffmpeg/ffmpeg.ts';
import type { Tools } from '../ffmpeg/run.ts';
import { type Blocks, blocksOf } from './blocks.ts';

/** What is measured of one recording, once. */
export interface Loudness {
  readonly blocks: Blocks;
  /** The largest sample, 1 being full scale. */
  readonly peak: number;
}
export interface MeasureOptions {
  readonly tools: Tools;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const filter = 'ebur128=metadata=1:peak=sample:framelog=verbose,ametadata=mode=print:file=-';

/** Decodes the first sound stream once, by ffmpeg's ebur128. */
export async function measureLoudness(path: string, options: MeasureOptions): Promise<Loudness> {
  const loudness: number[] = [];
  let peak = 0;
  let rest = '';
  const { stderr } = await runFfmpeg({
    ...options,
    subject: path,
    level: 'info',
    args: [...input(path), '-map', '0:a:0', '-af', filter, '-f', 'null', '-'],
    onOutput(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('lavfi.r128.M=')) loudness.push(Number(line.slice(13)));
        else if (line.startsWith('lavfi.r128.sample_peak=')) peak = Number(line.slice(23));
      }
    },
  });
  return { blocks: blocksOf(loudness), peak: linear(peak, stderr) };
}

/** Builds differ in whether the metadata is a factor or decibels; the summary, always in decibels, tells. */
function linear(peak: number, summary: string): number {
  const said = /Sample peak:\s*Peak:\s*(-?[\d.]+|-?inf) dBFS/.exec(summary)?.[1] ?? '';
  const decibels = Number(said);
  const isFactor = said.endsWith('inf') || Math.abs(20 * Math.log10(peak) - decibels) < 0.2;
  return isFactor ? peak : 10 ** (peak / 20);
}
