import { runTool, type ToolOutput, type ToolRun } from './run.ts';

/** Inputs are files and what we feed ourselves: a playlist in disguise leads nowhere. */
export const whitelist = ['-protocol_whitelist', 'file,pipe'] as const;
/** A path is never an option or a URL. */
export const fileUrl = (path: string): string => `file:${path}`;
export const input = (path: string): readonly string[] => [...whitelist, '-i', fileUrl(path)];

const quiet = ['-hide_banner', '-nostdin', '-progress', 'pipe:3', '-stats_period', '0.5'] as const;

export type FfmpegRun = Omit<ToolRun, 'tool'> & {
  /** Default `error`; measuring filters speak at `info`. */
  readonly level?: 'error' | 'info';
};
export function runFfmpeg(run: FfmpegRun): Promise<ToolOutput> {
  const { level = 'error', tools } = run;
  const nostats = level === 'info' ? ['-nostats'] : [];
  const args = [...quiet, '-loglevel', level, ...nostats, ...run.args];
  return runTool({ ...run, tool: tools.ffmpeg, args });
}
