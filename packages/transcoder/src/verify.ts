import { stat } from 'node:fs/promises';
import { EarmarkError } from '@earmark/core';
import { mostBytes } from './costs.ts';
import { type FfmpegRun, input, runFfmpeg } from './ffmpeg/ffmpeg.ts';
import { toNowhere } from './ffmpeg/frame-rate.ts';
import { type MediaProbe, probeFile } from './ffmpeg/probe.ts';
import { lostPictures } from './lost-pictures.ts';
import { isLossless } from './profiles/containers.ts';
import type { Profile } from './profiles/profile.ts';
import { similarityOf } from './similarity.ts';
import type { Route, Step } from './streams/route.ts';

export interface Verification {
  readonly original: string;
  readonly result: string;
  readonly probe: MediaProbe;
  readonly route: Route;
  readonly profile: Profile;
  /** A larger result was agreed to. */
  readonly mayGrow: boolean;
  readonly base: Pick<FfmpegRun, 'tools' | 'clock' | 'signal' | 'subject'>;
}
const slackBytes = 64 * 1024;

/** Throws `integrity` where the result is not what it has to be. Nothing is replaced before. */
export async function verifyResult(task: Verification): Promise<void> {
  const { base, result, original } = task;
  const refuse = (what: string): never => {
    throw new EarmarkError(
      'integrity',
      `${base.subject}: ${what}. The original stays as it is; nothing was replaced`,
    );
  };
  const after = await readable(task, refuse);
  refuseOtherStreams(task, after, refuse);
  refuseOtherLength(task, after, refuse);
  refuseLostTags(task, after, refuse);
  const [sizeBefore, sizeAfter] = await Promise.all([sizeOf(original), sizeOf(result)]);
  const { min = 0.01 } = task.profile.verify?.sizeRatio ?? {};
  const lossless = losslessSteps(task);
  if (lossless.length === 0 && sizeAfter < min * sizeBefore - slackBytes)
    refuse(`the result has ${sizeAfter} bytes of ${sizeBefore}, suspiciously few`);
  if (!task.mayGrow && sizeAfter > mostBytes(sizeBefore, task.profile))
    refuse(
      `the result has ${sizeAfter} bytes, and the original ${sizeBefore}: no gain, unless you accept growth`,
    );
  await decode(task, refuse);
  const lost = await lostPictures(task, after);
  if (lost) refuse(lost);
  for (const [place, step] of lossless) {
    const [one, other] = await Promise.all([
      soundOf(original, step.stream.index, task),
      soundOf(
        result,
        after.streams.filter(({ kind }) => kind === 'audio')[place]?.index ?? 0,
        task,
      ),
    ]);
    if (one !== other) refuse(`its sound is not the same, bit for bit`);
  }
  await refuseUnlike(task, after, refuse);
}
type Refuse = (what: string) => never;

async function readable({ result, base }: Verification, refuse: Refuse): Promise<MediaProbe> {
  try {
    return await probeFile(result, base);
  } catch (error) {
    if (!EarmarkError.is(error, 'malformed')) throw error;
    return refuse(`what was written cannot be read (${error.message})`);
  }
}

const kinds = ['video', 'audio', 'subtitles', 'covers', 'attachments'] as const;

function refuseOtherStreams({ route }: Verification, after: MediaProbe, refuse: Refuse): void {
  for (const kind of kinds) {
    const wanted = route.steps.filter(({ stream }) => stream.kind === kind);
    const there = after.streams.filter((stream) => stream.kind === kind);
    // Pictures and fonts may be spelled otherwise in another container: they are counted.
    const names = kind === 'covers' || kind === 'attachments' ? () => kind : undefined;
    const say = (codecs: readonly string[]) => codecs.join(', ') || 'none';
    const want = say(wanted.map(names ?? (({ codec }) => codec)));
    const got = say(there.map(names ?? (({ codec }) => codec)));
    if (want !== got) refuse(`the result should have ${kind}: ${want}; it has ${got}`);
  }
  const chapters = route.chapters ? 'chapters' : undefined;
  if (chapters && after.chapters === 0) refuse('the chapters are missing in the result');
}

function refuseOtherLength(
  { probe, profile, route }: Verification,
  after: MediaProbe,
  refuse: Refuse,
): void {
  const { durationSeconds: wanted } = probe;
  const { durationSeconds: got = 0 } = after;
  if (wanted === undefined) return;
  const tolerance = profile.verify?.durationSeconds ?? Math.max(0.5, wanted * 0.005);
  if (Math.abs(got - wanted) > tolerance)
    refuse(`the result is ${got.toFixed(2)} s long, the original ${wanted.toFixed(2)} s`);
  if (route.chapters && after.chapters !== probe.chapters)
    refuse(`the result has ${after.chapters} chapters, the original ${probe.chapters}`);
}

const names = ['title', 'artist', 'album', 'album_artist', 'genre', 'date', 'track', 'composer'];

function refuseLostTags({ probe }: Verification, after: MediaProbe, refuse: Refuse): void {
  for (const name of names) {
    const { [name]: wanted } = probe.tags;
    if (wanted !== undefined && wanted.trim() !== '' && after.tags[name] === undefined)
      refuse(`its ${name} is missing in the result`);
  }
}

/** Streams whose sound must come out bit for bit, by their place among the audio streams. */
function losslessSteps({ route, profile }: Verification): readonly (readonly [number, Step])[] {
  const { loudness, maxChannels } = profile.audio;
  if (loudness?.mode === 'normalize') return [];
  return [...route.steps.filter(({ stream }) => stream.kind === 'audio').entries()].filter(
    ([, { stream, codec }]) =>
      isLossless(codec) &&
      isLossless(stream.codec) &&
      (maxChannels === undefined || (stream.channels ?? 2) <= maxChannels),
  );
}

async function soundOf(path: string, stream: number, { base }: Verification): Promise<string> {
  const output = ['-map', `0:${stream}`, '-c:a', 'pcm_s32le', '-f', 'md5', '-'];
  const { stdout } = await runFfmpeg({ ...base, args: [...input(path), ...output] });
  return stdout.trim();
}

/** All of it, from the first frame to the last: an error anywhere refuses the result. */
async function decode({ result, base }: Verification, refuse: Refuse): Promise<void> {
  const all = ['-map', '0:v?', '-map', '0:a?', ...toNowhere];
  try {
    const { stderr } = await runFfmpeg({ ...base, args: ['-xerror', ...input(result), ...all] });
    if (stderr.trim() !== '') refuse(`the result cannot be decoded cleanly (${stderr.trim()})`);
  } catch (error) {
    if (!EarmarkError.is(error, 'malformed')) throw error;
    refuse(`the result cannot be decoded (${error.message})`);
  }
}

async function refuseUnlike(task: Verification, after: MediaProbe, refuse: Refuse): Promise<void> {
  const { similarity } = task.profile.verify ?? {};
  const encoded = task.route.steps.find(
    ({ stream, action }) => stream.kind === 'video' && action === 'encode',
  );
  if (!similarity || !encoded) return;
  const alike = await similarityOf(similarity.metric, encoded.stream, after, task);
  if (!(alike >= similarity.min))
    refuse(`${similarity.metric} says ${alike}, less than ${similarity.min}`);
}

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
