import { type PluginContext, systemClock } from '@earmark/core';
import { survey, works } from './ffmpeg/survey.ts';
import { settingsOf, type TranscodeSinkOptions } from './options.ts';
import type { Profile } from './profiles/profile.ts';

/**
 * What this machine can encode, as words for a queue: codecs (`opus`, `hevc`), `hevc-gpu` where a GPU does, and
 * `gpu` where one does any. GPUs are believed by a trial encode alone. Throws `config` where there is no ffmpeg.
 */
export async function encodingAbilities(
  options: Pick<TranscodeSinkOptions, 'ffmpeg' | 'ffprobe'> = {},
  signal: PluginContext['signal'] = new AbortController().signal,
): Promise<readonly string[]> {
  const { sound, pictures } = await survey(settingsOf(options).tools, {
    clock: systemClock,
    signal,
  });
  const onGpu = pictures.filter(({ hardware }) => hardware.some(works)).map(({ codec }) => codec);
  return [
    ...sound.filter(({ there }) => there).map(({ codec }) => codec),
    ...pictures
      .filter(({ codec, software }) => works(software) || onGpu.includes(codec))
      .map(({ codec }) => codec),
    ...onGpu.map((codec) => `${codec}-gpu`),
    ...(onGpu.length > 0 ? ['gpu'] : []),
  ];
}

/** What a worker must be able to encode for a profile, in the same words. */
export function needsOf({ audio, video, encode }: Profile): readonly string[] {
  if (encode) return [];
  return [audio.codec, ...(video ? [video.codec] : [])];
}
