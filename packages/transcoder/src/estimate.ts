import type { MediaProbe } from './ffmpeg/probe.ts';
import { isLossless } from './profiles/containers.ts';
import type { Profile } from './profiles/profile.ts';
import type { Route } from './streams/route.ts';

/** Of uncompressed sound, what flac needs; measured on music it is 0.5 to 0.7. */
const losslessPart = 0.6;
/** What a picture needs of its bytes in another codec, at a quality that looks the same. */
const videoParts: Readonly<Record<string, number>> = { h264: 0.8, hevc: 0.55, av1: 0.45 };

/** About how large the result will be, in bytes: for people, and to see that there is room. */
export function estimateBytes(
  { size, durationSeconds = 0 }: MediaProbe,
  route: Route,
  profile: Profile,
): number {
  const encodes = (kind: string) =>
    route.steps.filter(({ stream, action }) => stream.kind === kind && action === 'encode');
  const { video, audio } = profile;
  if (encodes('video').length > 0 && video) return Math.ceil(size * (videoParts[video.codec] ?? 1));
  const sounds = encodes('audio');
  if (sounds.length === 0 || durationSeconds === 0) return size;
  if (audio.codec === 'flac') {
    const plain = sounds.every(({ stream }) => isLossless(stream.codec)) ? size : 0;
    return Math.ceil(losslessPart * (plain || uncompressed(sounds, durationSeconds)));
  }
  const kbps = sounds.reduce((sum, { stream }) => {
    const channels = Math.min(stream.channels ?? 2, audio.maxChannels ?? 64);
    return sum + ((audio.bitrateKbps ?? 128) * channels) / 2;
  }, 0);
  const others = route.steps.some(({ stream }) => stream.kind === 'video') ? size : 0;
  return Math.ceil((kbps * 1000 * durationSeconds) / 8) + others;
}

/** Bytes of the sound once it is decoded; what lossy codecs hold has no bits of its own, and gets 16. */
const uncompressed = (sounds: Route['steps'], seconds: number): number =>
  sounds.reduce(
    (sum, { stream: { sampleRate = 44_100, channels = 2 } }) =>
      sum + sampleRate * channels * 2 * seconds,
    0,
  );
