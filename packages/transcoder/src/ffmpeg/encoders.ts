import type { VideoCodec, VideoRule } from '../profiles/profile.ts';

/** One encoder on one device, as ffmpeg is told of it. */
export interface Encoder {
  readonly name: string;
  readonly family: Family;
  /** For people and for balancing: `nvenc 1`, `vaapi /dev/dri/renderD129`, `software`. */
  readonly on: string;
  readonly before: readonly string[];
  readonly device: readonly string[];
  readonly filters: readonly string[];
  quality(rule: VideoRule): readonly string[];
}
export type Family = 'nvenc' | 'qsv' | 'vaapi' | 'amf' | 'videotoolbox' | 'software';
export const hardwareFamilies: readonly Exclude<Family, 'software'>[] = [
  'nvenc',
  'qsv',
  'vaapi',
  'amf',
  'videotoolbox',
];

const softwareNames = { h264: 'libx264', hevc: 'libx265', av1: 'libsvtav1' } as const;

export function softwareEncoder(codec: VideoCodec): Encoder {
  return {
    name: softwareNames[codec],
    family: 'software',
    on: 'software',
    before: [],
    device: [],
    filters: codec === 'h264' ? ['format=yuv420p'] : [],
    quality: ({ quality, preset }) => [
      ...['-crf', String(quality)],
      ...(preset === undefined ? [] : ['-preset', preset]),
      // x265 and SVT-AV1 speak to stderr by themselves.
      ...(codec === 'hevc' ? ['-x265-params', 'log-level=error'] : []),
    ],
  };
}

/** `device`: a GPU's number for nvenc, a render node for qsv and vaapi; the others have but one. */
export function hardwareEncoder(
  codec: VideoCodec,
  family: Exclude<Family, 'software'>,
  device: string,
): Encoder {
  const name = `${codec}_${family}`;
  const on = `${family} ${device}`.trim();
  const base = { name, family, on, before: [], device: [], filters: [] };
  switch (family) {
    case 'nvenc':
      return {
        ...base,
        device: ['-gpu', device],
        quality: ({ quality }) => ['-rc', 'vbr', '-cq', String(quality), '-b:v', '0'],
      };
    case 'qsv':
      return {
        ...base,
        before: device === '' ? [] : ['-qsv_device', device],
        quality: ({ quality }) => ['-global_quality', String(quality)],
      };
    case 'vaapi':
      return {
        ...base,
        before: ['-vaapi_device', device],
        filters: ['format=nv12', 'hwupload'],
        quality: ({ quality }) => ['-qp', String(quality)],
      };
    case 'amf':
      return {
        ...base,
        quality: ({ quality }) => ['-rc', 'cqp', '-qp_i', `${quality}`, '-qp_p', `${quality}`],
      };
    case 'videotoolbox':
      return {
        ...base,
        quality: ({ quality }) => ['-q:v', String(Math.round(100 - quality * 1.5))],
      };
  }
}
