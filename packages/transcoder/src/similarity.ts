import { EarmarkError } from '@earmark/core';
import { type FfmpegRun, input, runFfmpeg } from './ffmpeg/ffmpeg.ts';
import { toNowhere } from './ffmpeg/frame-rate.ts';
import type { MediaProbe, MediaStream } from './ffmpeg/probe.ts';

interface Pair {
  readonly original: string;
  readonly result: string;
  readonly base: Pick<FfmpegRun, 'tools' | 'clock' | 'signal' | 'subject'>;
}

/** Compares every picture of the two, at the size of the result. */
export async function similarityOf(
  metric: 'ssim' | 'vmaf',
  before: MediaStream,
  after: MediaProbe,
  { original, result, base }: Pair,
): Promise<number> {
  const picture = after.streams.find(({ kind }) => kind === 'video');
  const { width = before.width, height = before.height, index = 0 } = picture ?? {};
  const filter = metric === 'ssim' ? 'ssim' : 'libvmaf';
  const graph = `[1:${before.index}]scale=${width}:${height},setpts=PTS-STARTPTS[a];[0:${index}]setpts=PTS-STARTPTS[b];[b][a]${filter}`;
  const { stderr } = await runFfmpeg({
    ...base,
    level: 'info',
    args: [...input(result), ...input(original), '-lavfi', graph, ...toNowhere],
  });
  const said =
    metric === 'ssim' ? /All:([\d.]+|inf)/.exec(stderr) : /VMAF score: ([\d.]+)/.exec(stderr);
  if (said?.[1] === undefined)
    throw new EarmarkError('integrity', `${base.subject}: ${metric} gave no answer`);
  return said[1] === 'inf' ? 1 : Number(said[1]);
}
