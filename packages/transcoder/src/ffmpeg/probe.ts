import { EarmarkError, type Json } from '@earmark/core';
import { fileUrl, whitelist } from './ffmpeg.ts';
import { runTool, type ToolRun } from './run.ts';

export type StreamKind = 'video' | 'audio' | 'subtitles' | 'covers' | 'attachments' | 'data';
export interface MediaStream {
  readonly index: number;
  readonly kind: StreamKind;
  readonly codec: string;
  readonly language?: string;
  readonly height?: number;
  readonly width?: number;
  readonly pixelFormat?: string;
  readonly channels?: number;
  readonly sampleRate?: number;
  /** Of the sound, where it is told: 16, 24. */
  readonly bits?: number;
  readonly sampleFormat?: string;
}
/** What a file holds, as ffprobe sees it. */
export interface MediaProbe {
  /** ffprobe's names, comma-separated. */
  readonly container: string;
  readonly size: number;
  readonly durationSeconds?: number;
  readonly streams: readonly MediaStream[];
  readonly chapters: number;
  /** Lower-case names; for Ogg those of its stream. */
  readonly tags: Readonly<Record<string, string>>;
}
type ProbeRun = Pick<ToolRun, 'tools' | 'clock' | 'signal' | 'subject'>;

/** Throws `malformed` where there is nothing in it that ffmpeg knows. */
export async function probeFile(path: string, run: ProbeRun): Promise<MediaProbe> {
  const { stdout } = await runTool({
    ...run,
    tool: run.tools.ffprobe,
    args: [
      ...['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams'],
      ...['-show_chapters', ...whitelist, fileUrl(path)],
    ],
  });
  return probeOf(parsed(stdout, run.subject), run.subject);
}

/** How many packets, or decoded frames, each stream of pictures has, by its index. Reads the whole file. */
export async function probeCounts(
  path: string,
  what: 'packets' | 'frames',
  run: ProbeRun,
): Promise<ReadonlyMap<number, number>> {
  const { stdout } = await runTool({
    ...run,
    tool: run.tools.ffprobe,
    args: [
      ...['-v', 'error', '-print_format', 'json', '-select_streams', 'v', `-count_${what}`],
      ...['-show_entries', `stream=index,nb_read_${what}`, ...whitelist, fileUrl(path)],
    ],
  });
  const { streams } = record(parsed(stdout, run.subject));
  return new Map(
    array(streams).map((each) => {
      const { index, [`nb_read_${what}`]: count } = record(each);
      return [number(index) ?? -1, number(count) ?? 0];
    }),
  );
}

function parsed(text: string, subject: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EarmarkError('malformed', `${subject}: ffprobe gave no answer that can be read`, {
      cause: error,
    });
  }
}

export function probeOf(answer: unknown, subject: string): MediaProbe {
  const { format, streams, chapters } = record(answer);
  const about = record(format);
  const list = array(streams).map(streamOf);
  if (list.length === 0) throw new EarmarkError('malformed', `${subject}: there are no streams`);
  const container = text(about.format_name) ?? '';
  const sound = array(streams).find((each) => record(each).codec_type === 'audio');
  const tags = {
    ...lowerCase(container === 'ogg' ? record(record(sound).tags) : {}),
    ...lowerCase(record(about.tags)),
  };
  const durationSeconds = number(about.duration);
  return {
    container,
    size: number(about.size) ?? 0,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    streams: list,
    chapters: array(chapters).length,
    tags,
  };
}

function streamOf(answer: unknown): MediaStream {
  const each = record(answer);
  const numbers = {
    height: number(each.height),
    width: number(each.width),
    channels: number(each.channels),
    sampleRate: number(each.sample_rate),
    bits: number(each.bits_per_raw_sample) || number(each.bits_per_sample),
    pixelFormat: text(each.pix_fmt),
    sampleFormat: text(each.sample_fmt),
    language: text(record(each.tags).language),
  };
  return {
    index: number(each.index) ?? 0,
    kind: kindOf(each),
    codec: text(each.codec_name) ?? 'unknown',
    ...(Object.fromEntries(
      Object.entries(numbers).filter(([, value]) => value !== undefined && value !== 0),
    ) as Partial<MediaStream>),
  };
}
function kindOf(stream: Readonly<Record<string, unknown>>): StreamKind {
  if (record(stream.disposition).attached_pic === 1) return 'covers';
  if (stream.codec_type === 'video') return 'video';
  if (stream.codec_type === 'audio') return 'audio';
  if (stream.codec_type === 'subtitle') return 'subtitles';
  return stream.codec_type === 'attachment' ? 'attachments' : 'data';
}

export const probeToJson = (probe: MediaProbe): Json => JSON.parse(JSON.stringify(probe));

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
function number(value: unknown): number | undefined {
  const parsedNumber = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  return Number.isFinite(parsedNumber) ? parsedNumber : undefined;
}
function lowerCase(tags: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key.toLowerCase(), String(value)]),
  );
}
