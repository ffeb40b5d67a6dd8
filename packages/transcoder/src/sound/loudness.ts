import { EarmarkError } from '@earmark/core';
import { type FfmpegRun, input, runFfmpeg } from '../ffmpeg/ffmpeg.ts';
import type { MediaProbe } from '../ffmpeg/probe.ts';
import type { LoudnessRule, Profile } from '../profiles/profile.ts';

/** What is done to the sound, and what is written about it. */
export interface LoudnessWork {
  readonly filter?: string;
  readonly tags: Readonly<Record<string, string>>;
}
type Base = Pick<FfmpegRun, 'tools' | 'clock' | 'signal' | 'subject'>;

const mark = 'earmark_loudness';
const normalTarget = -16;
const gainTarget = -18;
/** R128_TRACK_GAIN is relative to this, in 256ths of a decibel (RFC 7845). */
const opusReference = -23;

/**
 * Already done by an earlier run, or by another tool that left its gain. MP4 keeps no such mark: there the
 * codec alone decides.
 */
export function isNormalized({ tags }: MediaProbe, { audio, container }: Profile): boolean {
  const { loudness } = audio;
  if (!loudness) return true;
  if (loudness.mode === 'tag')
    return (container === 'opus' ? 'r128_track_gain' : 'replaygain_track_gain') in tags;
  return container === 'm4a' || container === 'mp4' || tags[mark] === markOf(loudness);
}
const markOf = ({ target = normalTarget, truePeak = -1.5 }: LoudnessRule) =>
  `${target}/${truePeak}`;

/** Measures first, so that the second pass can be linear: it moves the level, and squeezes nothing. */
export async function loudnessWork(
  path: string,
  stream: number,
  profile: Profile,
  base: Base,
): Promise<LoudnessWork> {
  const { loudness } = profile.audio;
  if (!loudness) return { tags: {} };
  const { truePeak = -1.5 } = loudness;
  const target = loudness.target ?? (loudness.mode === 'tag' ? gainTarget : normalTarget);
  const aim = `loudnorm=I=${target}:TP=${truePeak}:LRA=20`;
  const { stderr } = await runFfmpeg({
    ...base,
    level: 'info',
    args: [
      ...input(path),
      ...['-map', `0:${stream}`, '-af', `${aim}:print_format=json`, '-f', 'null', '-'],
    ],
  });
  const measured = measurementOf(stderr, base.subject);
  if (loudness.mode === 'tag') return { tags: gainTags(measured, target, profile) };
  // Silence has no loudness: there is nothing to move.
  if (!Number.isFinite(measured.level)) return { tags: { [mark]: markOf(loudness) } };
  // The filter takes no measured level above full scale.
  const level = Math.min(0, measured.level);
  const known = `measured_I=${level}:measured_TP=${measured.peak}:measured_LRA=${measured.range}:measured_thresh=${measured.threshold}:offset=${measured.offset}`;
  return { filter: `${aim}:${known}:linear=true`, tags: { [mark]: markOf(loudness) } };
}

interface Measurement {
  readonly level: number;
  readonly peak: number;
  readonly range: number;
  readonly threshold: number;
  readonly offset: number;
}
function measurementOf(stderr: string, subject: string): Measurement {
  const block = /\{\s*"input_i"[^}]*\}/.exec(stderr)?.[0];
  if (block === undefined)
    throw new EarmarkError('malformed', `${subject}: its loudness could not be measured`);
  const said = JSON.parse(block) as Readonly<Record<string, string>>;
  const of = (key: string) => Number((said[key] ?? '').replace('inf', 'Infinity'));
  return {
    level: of('input_i'),
    peak: of('input_tp'),
    range: of('input_lra'),
    threshold: of('input_thresh'),
    offset: of('target_offset'),
  };
}

function gainTags(
  { level, peak }: Measurement,
  target: number,
  { container }: Profile,
): Readonly<Record<string, string>> {
  const gain = Number.isFinite(level) ? target - level : 0;
  if (container === 'opus') {
    const relative = Number.isFinite(level) ? opusReference - level : 0;
    return { R128_TRACK_GAIN: String(Math.round(relative * 256)) };
  }
  return {
    REPLAYGAIN_TRACK_GAIN: `${gain.toFixed(2)} dB`,
    REPLAYGAIN_TRACK_PEAK: (Number.isFinite(peak) ? 10 ** (peak / 20) : 0).toFixed(6),
  };
}
