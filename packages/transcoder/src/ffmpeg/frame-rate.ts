import { runTool, type ToolRun } from './run.ts';

/** What is only decoded needs a time base, too: by default it is one picture of the steady rate, and what comes faster is an error. */
export const toNowhere = ['-enc_time_base:v', '1/90000', '-f', 'null', '-'] as const;

/** How this ffmpeg is told to write pictures when they come, for the stream at `place` of the output. */
export type VariableRate = (place: number) => readonly string[];

/** `-fps_mode` came with 5.1; later the older word goes. A build without a version number is a new one. */
export async function variableRateOf(
  run: Pick<ToolRun, 'tools' | 'clock' | 'signal' | 'subject'>,
): Promise<VariableRate> {
  const { stdout } = await runTool({ ...run, tool: run.tools.ffmpeg, args: ['-version'] });
  return knowsFpsMode(stdout) ? (place) => [`-fps_mode:${place}`, 'vfr'] : () => ['-vsync', 'vfr'];
}

export function knowsFpsMode(version: string): boolean {
  const [, major, minor] = /^ffmpeg version n?(\d{1,2})\.(\d+)/.exec(version) ?? [];
  return major === undefined || Number(major) * 100 + Number(minor) >= 501;
}
