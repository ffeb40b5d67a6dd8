import type { Encoder } from '../ffmpeg/encoders.ts';
import { input } from '../ffmpeg/ffmpeg.ts';
import type { VariableRate } from '../ffmpeg/frame-rate.ts';
import type { MediaProbe, MediaStream } from '../ffmpeg/probe.ts';
import { containers } from '../profiles/containers.ts';
import type { Profile } from '../profiles/profile.ts';
import type { LoudnessWork } from '../sound/loudness.ts';
import type { CoverWork } from './covers.ts';
import type { Route, Step } from './route.ts';

export interface Encoding {
  readonly path: string;
  readonly output: string;
  readonly probe: MediaProbe;
  readonly route: Route;
  readonly profile: Profile;
  readonly loudness: LoudnessWork;
  readonly covers: CoverWork;
  readonly encoder: Encoder | undefined;
  readonly variableRate: VariableRate | undefined;
  readonly threads: number;
}

/** Everything ffmpeg is told for one file: streams in the original's order, metadata and chapters along. */
export function argumentsOf(encoding: Encoding): readonly string[] {
  const { path, output, route, profile, covers, encoder, loudness, threads } = encoding;
  const facts = containers[profile.container];
  const mapped = route.steps.filter(({ stream }) => !covers.aside.has(stream.index));
  return [
    ...(encoder?.before ?? []),
    ...input(path),
    ...covers.inputs,
    ...mapped.flatMap(({ stream }) => ['-map', `0:${stream.index}`]),
    ...mapped.flatMap((step, place) => codecArguments(step, place, encoding)),
    ...metadata(encoding),
    ...['-map_chapters', route.chapters ? '0' : '-1'],
    ...Object.entries(loudness.tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
    ...covers.outputs,
    ...(threads > 0 ? ['-threads', String(threads)] : []),
    // Deep queues: a subtitle or cover that comes late must not end the work.
    ...['-max_muxing_queue_size', '4096', '-xerror'],
    ...facts.arguments,
    ...['-f', facts.muxer, '-y', `file:${output}`],
  ];
}

/** Ogg has its tags at the stream: they are the file's elsewhere. */
function metadata({ probe, route, covers }: Encoding): readonly string[] {
  if (covers.metadata) return ['-map_metadata', covers.metadata];
  const sound = route.steps.find(({ stream }) => stream.kind === 'audio');
  return probe.container === 'ogg' && sound
    ? ['-map_metadata', `0:s:${sound.stream.index}`]
    : ['-map_metadata', '0'];
}

function codecArguments(step: Step, place: number, encoding: Encoding): readonly string[] {
  const { stream, action, codec } = step;
  if (action === 'copy') return [`-c:${place}`, 'copy', ...coverFlag(stream, place)];
  if (action === 'convert') return [`-c:${place}`, codec === 'subrip' ? 'srt' : codec];
  return stream.kind === 'audio'
    ? audioArguments(stream, place, encoding)
    : videoArguments(stream, place, encoding);
}
const coverFlag = ({ kind }: MediaStream, place: number) =>
  kind === 'covers' ? [`-disposition:${place}`, 'attached_pic'] : [];

const audioEncoders = { flac: 'flac', opus: 'libopus', aac: 'aac', mp3: 'libmp3lame' } as const;
/** The layouts that Opus knows; what is near one of them is mapped to it. */
const opusLayouts = 'aformat=channel_layouts=mono|stereo|3.0|quad|5.0|5.1|6.1|7.1';

function audioArguments(
  { channels = 2, sampleRate = 48_000 }: MediaStream,
  place: number,
  { profile: { audio }, loudness }: Encoding,
): readonly string[] {
  const count = Math.min(channels, audio.maxChannels ?? channels);
  const opus = audio.codec === 'opus';
  const filters = [
    ...(loudness.filter ? [loudness.filter] : []),
    ...(opus && count > 2 ? [opusLayouts] : []),
  ];
  return [
    ...[`-c:${place}`, audioEncoders[audio.codec]],
    ...(audio.codec === 'flac' ? [`-compression_level:${place}`, '8'] : []),
    ...(opus && count > 2 ? [`-mapping_family:${place}`, '1'] : []),
    ...(audio.bitrateKbps === undefined
      ? []
      : [`-b:${place}`, `${Math.round((audio.bitrateKbps * count) / 2)}k`]),
    // The loudness filter works at 192 kHz, and would leave it at that.
    ...(loudness.filter ? [`-ar:${place}`, String(opus ? 48_000 : sampleRate)] : []),
    ...(count < channels ? [`-ac:${place}`, String(count)] : []),
    ...(filters.length > 0 ? [`-filter:${place}`, filters.join(',')] : []),
  ];
}

function videoArguments(
  { height = 0 }: MediaStream,
  place: number,
  { profile: { video }, encoder, variableRate }: Encoding,
): readonly string[] {
  if (!video || !encoder || !variableRate) return [];
  const scale =
    video.maxHeight !== undefined && height > video.maxHeight
      ? [`scale=-2:${video.maxHeight}`]
      : [];
  const filters = [...scale, ...encoder.filters];
  return [
    ...[`-c:${place}`, encoder.name],
    // The original's own times: else what comes faster than the steady rate is left out. Newer ones call -1 `demux`, too.
    ...[`-enc_time_base:${place}`, '-1', ...variableRate(place)],
    ...encoder.quality(video),
    ...encoder.device,
    ...(filters.length > 0 ? [`-filter:${place}`, filters.join(',')] : []),
  ];
}
