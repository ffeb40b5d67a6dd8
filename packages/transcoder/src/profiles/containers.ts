import type { Container, Loss } from './profile.ts';

/** What a container can hold as ffmpeg writes it. */
export interface ContainerFacts {
  readonly extension: string;
  /** Extensions that such a file may keep. */
  readonly keeps: readonly string[];
  /** ffmpeg's muxer. */
  readonly muxer: string;
  /** What ffprobe calls such a file: one of its comma-separated names. */
  readonly probed: string;
  readonly audioStreams: 'one' | 'many';
  readonly audio: readonly string[];
  readonly video: readonly string[];
  readonly holds: Readonly<Record<Exclude<Loss, 'subtitles'>, boolean>>;
  /** Only the first picture has a place. */
  readonly oneCover?: boolean;
  /** Subtitle codecs that stay, and what other text becomes; picture subtitles cannot become text. */
  readonly subtitles?: { readonly copy: readonly string[]; readonly textAs: string };
  readonly arguments: readonly string[];
}

export const containers: Readonly<Record<Container, ContainerFacts>> = {
  flac: {
    extension: '.flac',
    keeps: ['.flac'],
    muxer: 'flac',
    probed: 'flac',
    audioStreams: 'one',
    audio: ['flac'],
    video: [],
    holds: { chapters: false, covers: true, attachments: false, data: false },
    arguments: [],
  },
  opus: {
    extension: '.opus',
    keeps: ['.opus'],
    muxer: 'opus',
    probed: 'ogg',
    oneCover: true,
    audioStreams: 'one',
    audio: ['opus'],
    video: [],
    holds: { chapters: true, covers: true, attachments: false, data: false },
    arguments: [],
  },
  mp3: {
    extension: '.mp3',
    keeps: ['.mp3'],
    muxer: 'mp3',
    probed: 'mp3',
    audioStreams: 'one',
    audio: ['mp3'],
    video: [],
    holds: { chapters: true, covers: true, attachments: false, data: false },
    arguments: ['-id3v2_version', '4'],
  },
  m4a: {
    extension: '.m4a',
    keeps: ['.m4a', '.m4b'],
    muxer: 'ipod',
    probed: 'm4a',
    audioStreams: 'one',
    audio: ['aac', 'alac'],
    video: [],
    holds: { chapters: true, covers: true, attachments: false, data: false },
    arguments: ['-movflags', '+faststart'],
  },
  mp4: {
    extension: '.mp4',
    keeps: ['.mp4', '.m4v'],
    muxer: 'mp4',
    probed: 'mp4',
    audioStreams: 'many',
    audio: ['aac', 'ac3', 'eac3', 'mp3', 'alac', 'opus', 'flac'],
    video: ['h264', 'hevc', 'av1'],
    holds: { chapters: true, covers: true, attachments: false, data: false },
    subtitles: { copy: ['mov_text'], textAs: 'mov_text' },
    arguments: ['-movflags', '+faststart'],
  },
  mkv: {
    extension: '.mkv',
    keeps: ['.mkv', '.mka'],
    muxer: 'matroska',
    probed: 'matroska',
    audioStreams: 'many',
    audio: ['aac', 'ac3', 'eac3', 'mp3', 'opus', 'vorbis', 'flac', 'dts', 'truehd', 'alac'],
    video: ['h264', 'hevc', 'av1'],
    holds: { chapters: true, covers: true, attachments: true, data: false },
    subtitles: {
      copy: ['subrip', 'ass', 'ssa', 'webvtt', 'hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'],
      textAs: 'subrip',
    },
    arguments: [],
  },
};
export const pictureSubtitles: ReadonlySet<string> = new Set([
  'hdmv_pgs_subtitle',
  'dvd_subtitle',
  'dvb_subtitle',
  'xsub',
]);
export const isLossless = (codec: string): boolean =>
  /^pcm_|^(flac|alac|ape|wavpack|tta|tak|shorten|mlp|truehd|wmalossless)$/.test(codec);
