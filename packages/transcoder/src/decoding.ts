import { type Clock, EarmarkError, systemClock } from '@earmark/core';
import { input, runFfmpeg } from './ffmpeg/ffmpeg.ts';
import { settingsOf, type TranscodeSinkOptions } from './options.ts';

export interface DecodeOptions extends Pick<TranscodeSinkOptions, 'ffmpeg' | 'ffprobe' | 'nice'> {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** Decodes all sound of a file, and gives why that cannot be done; undefined where every byte is understood. Reads the whole file. */
export async function decodeFault(
  path: string,
  { signal, clock = systemClock, ...given }: DecodeOptions,
): Promise<string | undefined> {
  const { tools } = settingsOf(given);
  const args = ['-xerror', ...input(path), '-map', '0:a', '-f', 'null', '-'];
  try {
    const { stderr } = await runFfmpeg({ tools, clock, signal, subject: path, args });
    const [first = ''] = stderr.trim().split('\n');
    return first === '' ? undefined : `it cannot be decoded cleanly: ${first}`;
  } catch (error) {
    if (!EarmarkError.is(error, 'malformed')) throw error;
    return 'it cannot be decoded to its end';
  }
}
