// Runs ffmpeg on a sound without an end, until it is killed. Says so once ffmpeg is at work.
import { systemClock } from '@earmark/core';
import { runTool } from '../ffmpeg/run.ts';
import { settingsOf } from '../options.ts';

const { tools } = settingsOf({});
const endless = ['-re', '-f', 'lavfi', '-i', 'anullsrc', '-progress', 'pipe:3', '-f', 'null', '-'];
await runTool({
  tool: tools.ffmpeg,
  args: ['-nostdin', '-v', 'error', ...endless],
  subject: 'silence',
  tools,
  clock: systemClock,
  signal: new AbortController().signal,
  onProgress: () => process.stdout.write('working\n'),
});
