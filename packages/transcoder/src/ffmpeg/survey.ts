import type { PluginContext } from '@earmark/core';
import type { AudioCodec, VideoCodec } from '../profiles/profile.ts';
import { softwareEncoder } from './encoders.ts';
import { type Trial, tryEncoder, tryHardware } from './hardware.ts';
import { runTool, type Tools } from './run.ts';

export type SurveyContext = Pick<PluginContext, 'clock' | 'signal'>;

/** What this machine's ffmpeg can encode. */
export interface Survey {
  /** Encoders of sound, and whether this ffmpeg lists them: they need no device. */
  readonly sound: readonly {
    readonly codec: AudioCodec;
    readonly encoder: string;
    readonly there: boolean;
  }[];
  /** Encoders of pictures, by trial. */
  readonly pictures: readonly {
    readonly codec: VideoCodec;
    readonly software: Trial;
    readonly hardware: readonly Trial[];
  }[];
}

const soundEncoders = { flac: 'flac', opus: 'libopus', aac: 'aac', mp3: 'libmp3lame' } as const;
const audioCodecs: readonly AudioCodec[] = ['flac', 'opus', 'aac', 'mp3'];
const videoCodecs: readonly VideoCodec[] = ['h264', 'hevc', 'av1'];

/** Lists for sound, trial encodes for pictures. Throws `config` where there is no ffmpeg. */
export async function survey(tools: Tools, { clock, signal }: SurveyContext): Promise<Survey> {
  const ctx = { tools, clock, signal };
  const args = ['-hide_banner', '-encoders'];
  const { stdout } = await runTool({ ...ctx, subject: 'ffmpeg', tool: tools.ffmpeg, args });
  const sound = audioCodecs.map((codec) => {
    const encoder = soundEncoders[codec];
    return { codec, encoder, there: new RegExp(`\\b${encoder}\\b`).test(stdout) };
  });
  const pictures: Survey['pictures'][number][] = [];
  for (const codec of videoCodecs) {
    const software = await tryEncoder(softwareEncoder(codec), ctx);
    pictures.push({ codec, software, hardware: await tryHardware(codec, ctx) });
  }
  return { sound, pictures };
}

export const works = ({ failure }: Trial): boolean => failure === undefined;
