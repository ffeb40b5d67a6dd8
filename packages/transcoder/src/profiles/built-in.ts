import type { Profile } from './profile.ts';

/** What comes along. A profile of the user's with one of these names takes its place. */
export const builtInProfiles: readonly Profile[] = [
  { name: 'flac', title: 'Lossless', container: 'flac', audio: { codec: 'flac' } },
  {
    name: 'opus',
    title: 'Opus 128 kbit/s',
    container: 'opus',
    audio: { codec: 'opus', bitrateKbps: 128 },
  },
  {
    name: 'opus-voice',
    title: 'Opus 48 kbit/s for speech, even loudness',
    container: 'opus',
    audio: { codec: 'opus', bitrateKbps: 48, maxChannels: 2, loudness: { mode: 'normalize' } },
  },
  {
    name: 'aac',
    title: 'AAC 192 kbit/s in M4A',
    container: 'm4a',
    audio: { codec: 'aac', bitrateKbps: 192 },
  },
  {
    name: 'mp3',
    title: 'MP3 256 kbit/s',
    container: 'mp3',
    audio: { codec: 'mp3', bitrateKbps: 256, maxChannels: 2 },
  },
  {
    name: 'mp3-loudness',
    title: 'MP3 256 kbit/s with ReplayGain',
    container: 'mp3',
    audio: { codec: 'mp3', bitrateKbps: 256, maxChannels: 2, loudness: { mode: 'tag' } },
  },
  {
    name: 'h264',
    title: 'H.264 and AAC in MP4, plays everywhere',
    container: 'mp4',
    video: { codec: 'h264', quality: 20, preset: 'medium' },
    audio: { codec: 'aac', bitrateKbps: 192, copy: ['aac', 'ac3', 'eac3', 'mp3'] },
  },
  {
    name: 'hevc',
    title: 'HEVC in Matroska, sound as it is where it is compact',
    container: 'mkv',
    video: { codec: 'hevc', quality: 22, preset: 'medium', copy: ['hevc', 'av1'] },
    audio: {
      codec: 'opus',
      bitrateKbps: 128,
      copy: ['aac', 'opus', 'ac3', 'eac3', 'mp3', 'vorbis'],
    },
  },
  {
    name: 'av1',
    title: 'AV1 and Opus in Matroska',
    container: 'mkv',
    video: { codec: 'av1', quality: 30, preset: '8' },
    audio: { codec: 'opus', bitrateKbps: 128, copy: ['aac', 'opus', 'ac3', 'eac3'] },
  },
];
