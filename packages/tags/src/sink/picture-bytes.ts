import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import {
  EarmarkError,
  type PictureBytes,
  type PictureChange,
  type PluginContext,
  parseTarget,
  pathOfTarget,
  pictureDigest,
  pictureInfo,
} from '@earmark/core';

/** The picture that a change puts: from a target (`music:Album/cover.jpg`) or an absolute path; undefined where it takes one away. */
export async function picturePut(
  change: PictureChange,
  { roots }: PluginContext,
): Promise<PictureBytes | undefined> {
  if (change.action === 'remove') return undefined;
  const isTarget = Object.hasOwn(roots, parseTarget(change.bytes).root);
  const path = isTarget ? pathOfTarget(change.bytes, roots) : change.bytes;
  if (!isAbsolute(path))
    throw new EarmarkError('config', `${path} is neither a target nor an absolute path`);
  const bytes = await bytesOf(path);
  if (pictureDigest(bytes) !== change.digest)
    throw new EarmarkError('conflict', `${path} is not the picture that was chosen: choose again`);
  const info = pictureInfo(bytes);
  if (info?.mime !== change.mime)
    throw new EarmarkError(
      'unsupported',
      `${path} is no ${change.mime}: by its bytes it is ${info?.mime ?? 'no picture'}`,
    );
  return { mime: info.mime, bytes };
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new EarmarkError('io', `the picture ${path} cannot be read`, { cause: error });
  }
}
