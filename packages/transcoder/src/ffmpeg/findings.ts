import { EarmarkError, type Finding } from '@earmark/core';
import { runTool, type Tools } from './run.ts';
import { type Survey, type SurveyContext, survey, works } from './survey.ts';

const fix =
  'install a full ffmpeg: `apt install ffmpeg` (Debian, Ubuntu), `brew install ffmpeg` (macOS), `winget install Gyan.FFmpeg` (Windows); or name another one with FFMPEG_PATH';

/** What this machine can encode, for people. */
export async function findings(tools: Tools, ctx: SurveyContext): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  try {
    for (const tool of [tools.ffmpeg, tools.ffprobe]) {
      const args = ['-hide_banner', '-version'];
      const { stdout } = await runTool({ ...ctx, tools, subject: 'ffmpeg', tool, args });
      const [version = tool] = stdout.split('\n');
      found.push({ level: 'ok', text: version.replace(/ Copyright.*/, '') });
    }
  } catch (error) {
    if (!EarmarkError.is(error)) throw error;
    return [...found, { level: 'failure', text: error.message, fix }];
  }
  const { sound, pictures } = await survey(tools, ctx);
  for (const { encoder, there } of sound)
    found.push(
      there
        ? { level: 'ok', text: `encodes ${encoder}` }
        : { level: 'warning', text: `this ffmpeg has no ${encoder}`, fix },
    );
  return [...found, ...pictures.flatMap(aboutPictures)];
}

function aboutPictures({ codec, software, hardware }: Survey['pictures'][number]): Finding[] {
  const { encoder, failure } = software;
  const found: Finding[] = [
    works(software)
      ? { level: 'ok', text: `${codec} by ${encoder.name} on the processor` }
      : { level: 'warning', text: `${encoder.name}: ${failure}`, fix },
  ];
  for (const trial of hardware.filter(works))
    found.push({
      level: 'ok',
      text: `${codec} by ${trial.encoder.name} on ${trial.encoder.on}: a trial encode succeeded`,
    });
  if (!hardware.some(works)) {
    const why = hardware.map((trial) => `${trial.encoder.name}: ${trial.failure}`).join('; ');
    found.push({ level: 'ok', text: `${codec}: no GPU encodes here (${why})` });
  }
  return found;
}
