export { encodingAbilities, needsOf } from './abilities.ts';
export { type DecodeOptions, decodeFault } from './decoding.ts';
export { type ReplayGainOptions, replayGain } from './loudness/stage.ts';
export { createMediaFiles, type MediaFilesOptions } from './media-files.ts';
export type { TranscodeProgress, TranscodeSinkOptions } from './options.ts';
export { estimateOf } from './plan-data.ts';
export { builtInProfiles } from './profiles/built-in.ts';
export type {
  AudioCodec,
  AudioRule,
  Container,
  EncodeJob,
  Loss,
  LoudnessRule,
  Profile,
  VerifyRule,
  VideoCodec,
  VideoRule,
} from './profiles/profile.ts';
export { createTranscodeSink } from './sink.ts';
