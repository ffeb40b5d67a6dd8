import { randomUUID } from 'node:crypto';
import { readFile, realpath, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  EarmarkError,
  type Json,
  type PictureBytes,
  type PluginContext,
  pathOfTarget,
  pictureDigest,
  pictureField,
  pictureInfo,
  pictureValue,
  type Sink,
} from '@earmark/core';
import { leftoverPath, ownOwner, syncFile, syncFolder } from '@earmark/core/files';
import { replaceFile } from '../worker/replace-file.ts';
import type { OpenFolders } from '../write/open-folders.ts';
import { picturePut } from './picture-bytes.ts';
import type { WriteContext } from './writer.ts';

/** What may become of a picture that lies beside the music as a file of its own: `cover.jpg`. The undo holds the whole old one. */
export function createPictureFiles(
  folders: OpenFolders,
): Pick<Sink, 'plan' | 'apply' | 'inspect' | 'revert'> {
  const pathOf = (target: string, { roots }: PluginContext) =>
    realPicturePath(pathOfTarget(target, roots));

  return {
    async plan(change, ctx) {
      if (change.kind !== 'picture')
        throw new EarmarkError('unsupported', `${change.target} is a picture: it has no tags`);
      const put = await picturePut(change.picture, ctx);
      const step = await stepTo(await pathOf(change.target, ctx), put);
      const before = valuesOf(step.from);
      const after = valuesOf(step.to);
      const base = { id: randomUUID(), change, fingerprint: fingerprintOf(step) };
      if (step.from?.digest === step.to?.digest) return { ...base, diff: [] };
      return { ...base, diff: [{ field: pictureField, before, after }], data: stepJson(step) };
    },
    async apply(plan, ctx) {
      const step = stepFrom(plan.data);
      const path = await pathOf(plan.change.target, ctx);
      if (step) await swap(path, step, folders, ctx);
      const { id, change, diff } = plan;
      const receipt = { plan: id, target: change.target, applied: diff, at: ctx.clock.now() };
      if (!step) return { ...receipt, fingerprint: plan.fingerprint };
      const undo = { from: step.to, to: step.from };
      return { ...receipt, fingerprint: fingerprintOf(undo), undo: stepJson(undo) };
    },
    async inspect(plan, ctx) {
      const step = stepFrom(plan.data);
      return step ? stateOf(await pathOf(plan.change.target, ctx), step) : 'after';
    },
    async revert(receipt, ctx) {
      const step = stepFrom(receipt.undo);
      const at = ctx.clock.now();
      if (!step) return { ...receipt, applied: [], at };
      await swap(await pathOf(receipt.target, ctx), step, folders, ctx);
      const again = { from: step.to, to: step.from };
      return {
        plan: receipt.plan,
        target: receipt.target,
        applied: receipt.applied.map(({ field, before, after }) => ({
          field,
          before: after,
          after: before,
        })),
        fingerprint: fingerprintOf(again),
        at,
        undo: stepJson(again),
      };
    },
  };
}

interface PictureStep {
  /** Null where there is no such file. */
  readonly from: Stored | null;
  readonly to: Stored | null;
}
interface Stored {
  readonly digest: string;
  readonly base64: string;
}
/** What a journal may carry; no cover is so large. */
const maxBytes = 16 * 1024 * 1024;
const kinds: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};
const kindOf = (path: string): string | undefined =>
  kinds[/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];

export const isPictureFile = (target: string): boolean => kindOf(target) !== undefined;

async function stepTo(path: string, put: PictureBytes | undefined): Promise<PictureStep> {
  if (put && put.mime !== kindOf(path))
    throw new EarmarkError(
      'unsupported',
      `${path} cannot hold this picture: by its bytes it is ${put.mime}; give the file the extension that fits`,
    );
  const old = await bytesAt(path);
  return { from: old ? storedOf(old, path) : null, to: put ? storedOf(put.bytes, path) : null };
}

/** The name that a link leads to; of a file that is not there yet, the name in its real folder. */
async function realPicturePath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return join(await realpath(dirname(path)), basename(path));
  }
}

const fingerprintOf = ({ from }: PictureStep): string => from?.digest ?? 'absent';

async function stateOf(
  path: string,
  { from, to }: PictureStep,
): Promise<'before' | 'after' | 'other'> {
  const now = await digestAt(path);
  if (now === to?.digest) return 'after';
  return now === from?.digest ? 'before' : 'other';
}

/** Puts one picture in the place of the other, or throws and leaves the file as it was. */
async function swap(
  path: string,
  step: PictureStep,
  folders: OpenFolders,
  ctx: WriteContext,
): Promise<void> {
  if ((await stateOf(path, step)) === 'after') return;
  const temporary = leftoverPath(path, await ownOwner(), 0, 'tmp');
  await folders.during(ctx, path, async () => {
    try {
      if (step.to) {
        await writeFile(temporary, Buffer.from(step.to.base64, 'base64'));
        await syncFile(temporary);
      }
      if (ctx.signal.aborted) throw new EarmarkError('aborted', 'writing pictures was stopped');
      await ctx.lease.confirm();
      if ((await stateOf(path, step)) !== 'before')
        throw new EarmarkError('conflict', `${path} changed since this was planned: plan again`);
      await commit(path, temporary, step);
      await syncFolder(dirname(path));
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

async function commit(path: string, temporary: string, { from, to }: PictureStep): Promise<void> {
  if (!to) return unlink(path);
  if (!from) return rename(temporary, path);
  const aside = leftoverPath(path, await ownOwner(), 0, 'old');
  const busy = replaceFile(temporary, path, aside);
  if (busy !== undefined)
    throw new EarmarkError(
      'io',
      `${path} could not be replaced (${busy}): another program has it open`,
    );
}

const stepJson = ({ from, to }: PictureStep): Json => ({
  from: from && { ...from },
  to: to && { ...to },
});

/** Undefined where there was nothing to do. */
function stepFrom(json: Json | undefined): PictureStep | undefined {
  if (json === undefined) return undefined;
  if (typeof json === 'object' && json !== null && 'from' in json && 'to' in json)
    return { from: storedIn(json.from), to: storedIn(json.to) };
  throw new EarmarkError('internal', 'a plan of a picture that was not made by this version');
}
function storedIn(json: Json | undefined): Stored | null {
  if (typeof json !== 'object' || json === null || !('base64' in json)) return null;
  return { digest: String(json.digest), base64: String(json.base64) };
}

function valuesOf(stored: Stored | null): readonly string[] {
  if (!stored) return [];
  const bytes = Buffer.from(stored.base64, 'base64');
  return [pictureValue({ mime: pictureInfo(bytes)?.mime ?? 'no picture', bytes })];
}

async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function digestAt(path: string): Promise<string | undefined> {
  const bytes = await bytesAt(path);
  return bytes && pictureDigest(bytes);
}

function storedOf(bytes: Uint8Array, path: string): Stored {
  if (bytes.length > maxBytes)
    throw new EarmarkError('unsupported', `${path}: ${bytes.length} bytes are too many to undo`);
  return { digest: pictureDigest(bytes), base64: Buffer.from(bytes).toString('base64') };
}
