import { EarmarkError } from '@earmark/core';
import type { MediaProbe, MediaStream } from '../ffmpeg/probe.ts';
import { containers, isLossless, pictureSubtitles } from '../profiles/containers.ts';
import type { Loss, Profile } from '../profiles/profile.ts';

/** What becomes of one stream. */
export interface Step {
  readonly stream: MediaStream;
  readonly action: 'copy' | 'encode' | 'convert';
  /** The codec in the result. */
  readonly codec: string;
}
export interface Route {
  /** In the order of the original's streams. */
  readonly steps: readonly Step[];
  /** Left behind by the profile's word, as a person says it. */
  readonly left: readonly string[];
  readonly chapters: boolean;
}

/** The way of every stream into the profile's container. Throws `unsupported` where something has none. */
export function routeOf(probe: MediaProbe, profile: Profile, subject: string): Route {
  const facts = containers[profile.container];
  const mayLose = new Set<Loss>(profile.mayLose ?? ['data']);
  const left: string[] = [];
  const steps: Step[] = [];
  const lose = (loss: Loss, what: string) => {
    if (!mayLose.has(loss))
      throw new EarmarkError(
        'unsupported',
        `${subject}: ${profile.container} cannot hold ${what}; choose another container, or allow it to be lost (mayLose: ['${loss}'])`,
      );
    left.push(what);
  };
  for (const stream of chapterTracksAside(probe)) {
    const another = steps.some((step) => step.stream.kind === 'covers');
    if (stream.kind === 'covers' && facts.oneCover && another)
      lose('covers', `stream ${stream.index}, a second cover`);
    else steps.push(...stepsOf(stream, profile, subject, lose));
  }
  const sounds = steps.filter(({ stream }) => stream.kind === 'audio').length;
  if (facts.audioStreams === 'one' && sounds > 1)
    throw new EarmarkError(
      'unsupported',
      `${subject}: ${profile.container} holds one audio stream, and there are ${sounds}`,
    );
  if (!profile.video && sounds === 0)
    throw new EarmarkError('unsupported', `${subject}: it has no audio`);
  const chapters = probe.chapters > 0 && facts.holds.chapters;
  if (probe.chapters > 0 && !chapters) lose('chapters', `its ${probe.chapters} chapters`);
  return { steps, left, chapters };
}

/** MP4 keeps chapter titles as a text stream, which is made anew: it is no stream of its own. */
function chapterTracksAside({ streams, chapters }: MediaProbe): readonly MediaStream[] {
  return streams.filter(
    ({ kind, codec }) => !(chapters > 0 && kind === 'data' && codec === 'bin_data'),
  );
}

function stepsOf(
  stream: MediaStream,
  profile: Profile,
  subject: string,
  lose: (loss: Loss, what: string) => void,
): readonly Step[] {
  const { kind, codec, index } = stream;
  const { holds, subtitles } = containers[profile.container];
  const what = `stream ${index} (${kind}, ${codec})`;
  if (kind === 'audio') return [audioStep(stream, profile, subject)];
  if (kind === 'video') return [videoStep(stream, profile, subject)];
  if (kind === 'subtitles') {
    if (subtitles?.copy.includes(codec)) return [{ stream, action: 'copy', codec }];
    if (subtitles && !pictureSubtitles.has(codec) && codec !== 'unknown')
      return [{ stream, action: 'convert', codec: subtitles.textAs }];
    lose(kind, what);
    return [];
  }
  if (holds[kind]) return [{ stream, action: 'copy', codec }];
  lose(kind, what);
  return [];
}

function audioStep(stream: MediaStream, profile: Profile, subject: string): Step {
  const { audio, container } = profile;
  const { codec, channels = 2, sampleFormat = '', bits = 0 } = stream;
  const tooMany = audio.maxChannels !== undefined && channels > audio.maxChannels;
  const stays = (audio.copy ?? [audio.codec]).includes(codec);
  const changed = tooMany || audio.loudness?.mode === 'normalize';
  if (stays && !changed && containers[container].audio.includes(codec))
    return { stream, action: 'copy', codec };
  const tooFine = isLossless(codec) && (/^(flt|dbl)/.test(sampleFormat) || bits > 24);
  if (audio.codec === 'flac' && tooFine)
    throw new EarmarkError(
      'unsupported',
      `${subject}: its sound has ${bits || 32} bits (${sampleFormat}), more than flac keeps`,
    );
  return { stream, action: 'encode', codec: audio.codec };
}

function videoStep(stream: MediaStream, { video }: Profile, subject: string): Step {
  const { codec, height = 0 } = stream;
  if (!video)
    throw new EarmarkError(
      'unsupported',
      `${subject}: it has moving pictures, and the profile is for sound alone`,
    );
  const tooHigh = video.maxHeight !== undefined && height > video.maxHeight;
  if ((video.copy ?? [video.codec]).includes(codec) && !tooHigh)
    return { stream, action: 'copy', codec };
  return { stream, action: 'encode', codec: video.codec };
}
