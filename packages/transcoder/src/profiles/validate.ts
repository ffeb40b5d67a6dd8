import { EarmarkError, type MediaCostName } from '@earmark/core';
import { builtInProfiles } from './built-in.ts';
import { containers } from './containers.ts';
import type { AudioRule, Loss, LoudnessRule, Profile, VerifyRule, VideoRule } from './profile.ts';

/** All profiles by name, the user's over ours. */
export function profilesOf(own: readonly Profile[]): ReadonlyMap<string, Profile> {
  if (!Array.isArray(own)) refuse('profiles', 'must be a list');
  const names = new Set<string>();
  for (const profile of own) {
    check(profile);
    if (names.has(profile.name)) refuse(profile.name, 'is there twice');
    names.add(profile.name);
  }
  return new Map([...builtInProfiles, ...own].map((profile) => [profile.name, profile]));
}

const keys: ReadonlySet<string> = new Set<keyof Profile>([
  'name',
  'title',
  'container',
  'audio',
  'video',
  'mayLose',
  'accepts',
  'verify',
  'encode',
]);
const losses: ReadonlySet<string> = new Set<Loss>([
  'chapters',
  'covers',
  'subtitles',
  'attachments',
  'data',
]);

const costs: ReadonlySet<string> = new Set<MediaCostName>(['lossy', 'growth']);

function check(profile: Profile): void {
  const { name, container, audio, video, mayLose = [], accepts = [], verify } = profile;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(name))
    refuse(String(name), 'needs a name of lower-case letters, digits and hyphens');
  for (const key of Object.keys(profile)) if (!keys.has(key)) refuse(name, `knows no "${key}"`);
  if (!Object.hasOwn(containers, container))
    refuse(name, `needs a container: ${Object.keys(containers).join(', ')}`);
  const facts = containers[container];
  if (audio === undefined) refuse(name, 'needs a rule for audio');
  checkAudio(name, audio);
  if (!facts.audio.includes(audio.codec)) refuse(name, `${container} holds no ${audio.codec}`);
  if (video !== undefined) {
    checkVideo(name, video);
    if (!facts.video.includes(video.codec)) refuse(name, `${container} holds no ${video.codec}`);
  }
  if (audio.loudness?.mode === 'tag' && ['m4a', 'mp4'].includes(container))
    refuse(name, `${container} has no place for gains: use loudness mode normalize`);
  for (const loss of mayLose) if (!losses.has(loss)) refuse(name, `cannot lose "${loss}"`);
  for (const cost of accepts)
    if (!costs.has(cost)) refuse(name, `accepts lossy and growth, not "${cost}"`);
  if (verify) checkVerify(name, verify);
}

function checkAudio(name: string, { codec, bitrateKbps, copy, maxChannels, loudness }: AudioRule) {
  if (!['flac', 'opus', 'aac', 'mp3'].includes(codec))
    refuse(name, `knows no audio codec ${codec}`);
  range(name, 'audio.bitrateKbps', bitrateKbps, 16, 640);
  range(name, 'audio.maxChannels', maxChannels, 1, 2);
  if (codec !== 'flac' && bitrateKbps === undefined) refuse(name, 'needs audio.bitrateKbps');
  if (codec === 'flac' && bitrateKbps !== undefined) refuse(name, 'flac takes no bit rate');
  if (copy !== undefined && !Array.isArray(copy)) refuse(name, 'needs audio.copy as a list');
  if (loudness) checkLoudness(name, loudness);
}
function checkLoudness(name: string, { mode, target, truePeak }: LoudnessRule) {
  if (mode !== 'normalize' && mode !== 'tag') refuse(name, 'loudness.mode is normalize or tag');
  range(name, 'audio.loudness.target', target, -70, -5);
  range(name, 'audio.loudness.truePeak', truePeak, -9, 0);
}
function checkVideo(
  name: string,
  { codec, quality, preset, copy, maxHeight, hardware }: VideoRule,
) {
  if (!['h264', 'hevc', 'av1'].includes(codec)) refuse(name, `knows no video codec ${codec}`);
  range(name, 'video.quality', quality, 0, codec === 'av1' ? 63 : 51);
  if (quality === undefined) refuse(name, 'needs video.quality');
  range(name, 'video.maxHeight', maxHeight, 16, 8640);
  if (preset !== undefined && !/^[a-z0-9]+$/.test(preset)) refuse(name, 'has a strange preset');
  if (copy !== undefined && !Array.isArray(copy)) refuse(name, 'needs video.copy as a list');
  if (hardware !== undefined && hardware !== 'auto' && hardware !== 'never')
    refuse(name, 'video.hardware is auto or never');
}
function checkVerify(name: string, { durationSeconds, sizeRatio, similarity }: VerifyRule) {
  range(name, 'verify.durationSeconds', durationSeconds, 0, 3600);
  range(name, 'verify.sizeRatio.min', sizeRatio?.min, 0, 1);
  range(name, 'verify.sizeRatio.max', sizeRatio?.max, 0.001, 1000);
  if (similarity === undefined) return;
  if (similarity.metric !== 'ssim' && similarity.metric !== 'vmaf')
    refuse(name, 'verify.similarity.metric is ssim or vmaf');
  range(name, 'verify.similarity.min', similarity.min, 0, similarity.metric === 'ssim' ? 1 : 100);
}

function range(name: string, what: string, value: unknown, least: number, most: number): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= least && value <= most))
    refuse(name, `needs ${what} from ${least} to ${most}, not ${value}`);
}
function refuse(name: string, what: string): never {
  throw new EarmarkError('config', `createTranscodeSink: profile ${name}: ${what}`);
}
