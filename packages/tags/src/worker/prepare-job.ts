import { type ByteRange, EarmarkError } from '@earmark/core';
import type { Job, PrepareAnswer } from '../pool/protocol.ts';
import { editedView, type HeadedAccess } from '../write/edited-view.ts';
import { inPlaceRegion } from '../write/in-place-region.ts';
import { decodePatch, inverse } from '../write/patch.ts';
import { verifyFields } from '../write/verify.ts';
import { writeCopy } from '../write/write-copy.ts';
import { candidates, type LoadedFormat } from './codecs.ts';
import { essenceOf, hashRest, sameEssence } from './essence.ts';
import { fileError } from './faults.ts';
import { type OpenFile, openFile } from './file-access.ts';
import { formatNamed, isExpected, stateIn } from './file-state.ts';
import { refuseProtected } from './writable.ts';

type PrepareJob = Job & { kind: 'prepare' };

/**
 * Everything up to the point of no return: the file is as it was planned for, and the result exists and is
 * verified beside it (or, where one small write can do it, that write is known).
 */
export async function prepareJob(
  job: PrepareJob,
  formats: readonly LoadedFormat[],
  beat: () => void,
): Promise<PrepareAnswer> {
  const format = formatNamed(formats, job.format);
  try {
    const file = openFile(job.path, true);
    try {
      return await prepare(job, file, format, formats, beat);
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, job.path);
  }
}

async function prepare(
  job: PrepareJob,
  file: OpenFile,
  format: LoadedFormat,
  formats: readonly LoadedFormat[],
  beat: () => void,
): Promise<PrepareAnswer> {
  const { essence, state } = stateIn(file, format, beat);
  if (isExpected(state, job.after)) return { outcome: 'already', state };
  if (!isExpected(state, job.before))
    throw new EarmarkError('conflict', 'it was changed since this was planned: plan again');
  refuseProtected(file, job.hardLinks);
  const patch = job.backwards ? inverse(decodePatch(job.patch)) : decodePatch(job.patch);
  const region = job.inPlace && state.links === 1 ? inPlaceRegion(file, patch) : undefined;
  if (region !== undefined) {
    await verify(job, editedView(file, patch), format, formats, beat);
    return { outcome: 'in-place', state, region };
  }
  await writeCopy({ file, patch, to: job.temporary, keepMtime: job.keepMtime, beat }, async () => {
    const copy = openFile(job.temporary, true);
    try {
      const essenceAfter = await verify(job, copy, format, formats, beat);
      if (!sameEssence(file, essence, copy, essenceAfter, beat))
        throw new EarmarkError(
          'integrity',
          'the sound would not be the same: the copy was thrown away',
        );
    } finally {
      copy.close();
    }
  });
  return { outcome: 'copied', state };
}

/**
 * What is not sound has the digest that the plan promised: it is, byte for byte, what the plan was verified
 * with, frames, chapters and pictures included. Gives where the sound is.
 */
async function verify(
  { set, after, secondReader }: PrepareJob,
  result: HeadedAccess,
  { codec, name }: LoadedFormat,
  formats: readonly LoadedFormat[],
  beat: () => void,
): Promise<readonly ByteRange[]> {
  const essence = essenceOf(codec, result);
  if (result.size !== after.size || hashRest(result, essence, beat) !== after.digest)
    throw new EarmarkError('integrity', 'the result is not what was planned, byte for byte');
  if (set !== undefined) {
    verifyFields(await codec.read(result), set, name);
    const second = candidates(formats, result.head, result.extension ?? '').find(
      (other) => other.name === secondReader && other.name !== name,
    );
    if (second !== undefined) verifyFields(await second.codec.read(result), set, second.name);
  }
  return essence;
}
