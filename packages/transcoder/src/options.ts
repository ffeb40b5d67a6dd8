import { dirname, join } from 'node:path';
import {
  between,
  type Checks,
  callable,
  checkOptions,
  flag,
  having,
  listOf,
  text,
} from '@earmark/core/options';
import { createLeash } from './ffmpeg/leash.ts';
import type { Tools } from './ffmpeg/run.ts';
import type { Profile } from './profiles/profile.ts';

export interface TranscodeProgress {
  readonly target: string;
  /** Of the result, of how many. */
  readonly seconds: number;
  readonly durationSeconds?: number;
  /** Times real time. */
  readonly speed?: number;
  readonly etaMs?: number;
  /** `libx264 on software`, `hevc_nvenc on nvenc 1`; undefined where no picture is encoded. */
  readonly encoder?: string;
}
export interface TranscodeSinkOptions {
  /** Profiles of your own; one with a built-in's name takes its place. */
  readonly profiles?: readonly Profile[];
  /** Default `ffmpeg`, looked up in PATH. */
  readonly ffmpeg?: string;
  /** Default: `ffprobe` beside a given ffmpeg, else in PATH. */
  readonly ffprobe?: string;
  /** Days that the original is kept, beside the result in `.earmark-kept`, so that it can be put back. Default 7. 0: none, and no undo. */
  readonly keepDays?: number;
  /** How much ffmpeg gives way to other processes, -20 to 19. Default 10. */
  readonly nice?: number;
  /** Threads per encoder; 0, the default, leaves it to the encoder. */
  readonly threads?: number;
  /** Bytes that must stay free on the volume. Default 256 MiB. */
  readonly reserveBytes?: number;
  /** Milliseconds between SIGTERM and SIGKILL when a run is stopped. Default 3,000. */
  readonly graceMs?: number;
  /** The result gets the original's time. Default false. */
  readonly keepMtime?: boolean;
  /** How far a file is, about twice a second. A throw here breaks nothing. */
  readonly onProgress?: (progress: TranscodeProgress) => void;
}
export interface Settings {
  readonly tools: Tools;
  readonly keepDays: number;
  readonly reserveBytes: number;
  readonly keepMtime: boolean;
  readonly onProgress: (progress: TranscodeProgress) => void;
}

const checks: Checks<TranscodeSinkOptions> = {
  profiles: listOf(having()),
  ffmpeg: text,
  ffprobe: text,
  keepDays: between(0, 36_500),
  nice: between(-20, 19),
  threads: between(0, 1024),
  reserveBytes: between(0),
  graceMs: between(0, 600_000),
  keepMtime: flag,
  onProgress: callable,
};

export function settingsOf(options: TranscodeSinkOptions): Settings {
  checkOptions(options, 'createTranscodeSink', checks);
  const { ffmpeg = 'ffmpeg', keepDays = 7, nice = 10, threads = 0, graceMs = 3000 } = options;
  const { reserveBytes = 256 * 1024 * 1024, keepMtime = false } = options;
  const ffprobe =
    options.ffprobe ?? (dirname(ffmpeg) === '.' ? 'ffprobe' : join(dirname(ffmpeg), 'ffprobe'));
  return {
    tools: { ffmpeg, ffprobe, nice, threads, graceMs, leash: createLeash() },
    keepDays,
    reserveBytes,
    keepMtime,
    onProgress: options.onProgress ?? (() => undefined),
  };
}
