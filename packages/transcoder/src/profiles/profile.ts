import type { MediaCostName } from '@earmark/core';

export type Container = 'flac' | 'opus' | 'm4a' | 'mp3' | 'mp4' | 'mkv';
export type AudioCodec = 'flac' | 'opus' | 'aac' | 'mp3';
export type VideoCodec = 'h264' | 'hevc' | 'av1';

export interface LoudnessRule {
  /**
   * `normalize` changes the sound (loudnorm in two passes); `tag` leaves it alone and writes the measured gain
   * (`REPLAYGAIN_TRACK_GAIN`, in Opus `R128_TRACK_GAIN`) where players look for it: not in m4a and mp4.
   */
  readonly mode: 'normalize' | 'tag';
  /** Integrated loudness, LUFS, -70 to -5. Default -16 for `normalize`, -18 for `tag`. */
  readonly target?: number;
  /** Highest true peak after normalizing, dBTP, -9 to 0. Default -1.5. */
  readonly truePeak?: number;
}
export interface AudioRule {
  readonly codec: AudioCodec;
  /** For a stereo stream, in kbit/s, 16 to 640; other layouts get it in proportion. Not for flac. */
  readonly bitrateKbps?: number;
  /** Streams that are already in one of these stay as they are. Default: the codec itself. */
  readonly copy?: readonly string[];
  /** Mixed down to so many channels, 1 or 2, where there are more. Left out: as they are. */
  readonly maxChannels?: 1 | 2;
  readonly loudness?: LoudnessRule;
}
export interface VideoRule {
  readonly codec: VideoCodec;
  /** Constant quality as the software encoder counts it (x264 and x265 0 to 51, SVT-AV1 0 to 63): smaller is better. */
  readonly quality: number;
  /** The software encoder's own word: `medium`, `slow`; for av1 a number, `8`. */
  readonly preset?: string;
  /** Streams that are already in one of these stay as they are. Default: the codec itself. */
  readonly copy?: readonly string[];
  /** Pixels; larger pictures are scaled down in proportion, and are then not copied. */
  readonly maxHeight?: number;
  /** `auto` (the default) takes a GPU whose trial encode succeeded, else the processor; `never` always the processor. */
  readonly hardware?: 'auto' | 'never';
}
export type Loss = 'chapters' | 'covers' | 'subtitles' | 'attachments' | 'data';

export interface VerifyRule {
  /** How much the length may differ, in seconds. Default: 0.5, or half a percent where that is more. */
  readonly durationSeconds?: number;
  /** Size of the result as a part of the original's: outside it is refused. Default 0.01 to 1.05; 64 KiB more are always allowed. */
  readonly sizeRatio?: { readonly min?: number; readonly max?: number };
  /** How alike the pictures must be: SSIM 0 to 1, VMAF 0 to 100 (needs an ffmpeg with libvmaf). Doubles the work. */
  readonly similarity?: { readonly metric: 'ssim' | 'vmaf'; readonly min: number };
}

/** What media shall become. Data, but for `encode`. */
export interface Profile {
  /** What a change names: lower-case letters, digits, hyphens. */
  readonly name: string;
  /** For people. */
  readonly title?: string;
  readonly container: Container;
  readonly audio: AudioRule;
  /** A profile without it is for sound alone: files with moving pictures are refused. */
  readonly video?: VideoRule;
  /** What may be left behind where the container cannot hold it. Default `['data']`; anything else is refused. */
  readonly mayLose?: readonly Loss[];
  /** Costs that whoever takes this profile agrees to. Default: none, so that a file that has one is left alone. */
  readonly accepts?: readonly MediaCostName[];
  readonly verify?: VerifyRule;
  /** Someone else's encoder in place of ours: it must write `output`. All checks are made on what it wrote. */
  readonly encode?: (job: EncodeJob) => Promise<void>;
}
export interface EncodeJob {
  readonly input: string;
  readonly output: string;
  /** Stop at once, and reject. */
  readonly signal: AbortSignal;
  onSeconds(done: number): void;
}
