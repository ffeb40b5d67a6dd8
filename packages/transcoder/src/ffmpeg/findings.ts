import { EarmarkError, type Finding, type PluginContext } from '@earmark/core';
import type { VideoCodec } from '../profiles/profile.ts';
import { softwareEncoder } from './encoders.ts';
import { tryEncoder, tryHardware } from './hardware.ts';
import { runTool, type Tools } from './run.ts';

const soundEncoders = ['flac', 'libopus', 'aac', 'libmp3lame'] as const;
const videoCodecs: readonly VideoCodec[] = ['h264', 'hevc', 'av1'];
const fix =
  'install a full ffmpeg: apt install ffmpeg, brew install ffmpeg, winget install Gyan.FFmpeg; or name another one (FFMPEG_PATH)';

/** What this machine can encode: lists for sound, trial encodes for pictures. */
export async function findings(
  tools: Tools,
  { clock, signal }: Pick<PluginContext, 'clock' | 'signal'>,
): Promise<readonly Finding[]> {
  const run = { tools, clock, signal, subject: 'ffmpeg' };
  const found: Finding[] = [];
  try {
    for (const tool of [tools.ffmpeg, tools.ffprobe]) {
      const { stdout } = await runTool({ ...run, tool, args: ['-hide_banner', '-version'] });
      const [version = tool] = stdout.split('\n');
      found.push({ level: 'ok', text: version.replace(/ Copyright.*/, '') });
    }
  } catch (error) {
    if (!EarmarkError.is(error)) throw error;
    return [...found, { level: 'failure', text: error.message, fix }];
  }
  const { stdout } = await runTool({
    ...run,
    tool: tools.ffmpeg,
    args: ['-hide_banner', '-encoders'],
  });
  for (const name of soundEncoders)
    found.push(
      new RegExp(`\\b${name}\\b`).test(stdout)
        ? { level: 'ok', text: `encodes ${name}` }
        : { level: 'warning', text: `this ffmpeg has no ${name}`, fix },
    );
  for (const codec of videoCodecs) found.push(...(await pictures(codec, { tools, clock, signal })));
  return found;
}

async function pictures(
  codec: VideoCodec,
  ctx: Parameters<typeof tryHardware>[1],
): Promise<readonly Finding[]> {
  const [software, hardware] = [
    await tryEncoder(softwareEncoder(codec), ctx),
    await tryHardware(codec, ctx),
  ];
  const working = hardware.filter(({ failure }) => failure === undefined);
  const failed = hardware.filter(({ failure }) => failure !== undefined);
  return [
    software.failure === undefined
      ? { level: 'ok', text: `${codec} by ${software.encoder.name} on the processor` }
      : { level: 'warning', text: `${software.encoder.name}: ${software.failure}`, fix },
    ...working.map(
      ({ encoder }): Finding => ({
        level: 'ok',
        text: `${codec} by ${encoder.name} on ${encoder.on}: a trial encode succeeded`,
      }),
    ),
    ...(working.length > 0
      ? []
      : [
          {
            level: 'ok' as const,
            text: `${codec}: no GPU encodes here (${failed.map(({ encoder, failure }) => `${encoder.name}: ${failure}`).join('; ')})`,
          },
        ]),
  ];
}
