import type { Job, PictureAnswer } from '../pool/protocol.ts';
import { frontsIn } from '../write/cover.ts';
import type { LoadedFormat } from './codecs.ts';
import { fileError } from './faults.ts';
import { openFile } from './file-access.ts';
import { readTags } from './read-tags.ts';

/** The cover that players show. */
export async function pictureJob(
  { path }: Job & { kind: 'picture' },
  formats: readonly LoadedFormat[],
): Promise<PictureAnswer> {
  try {
    const file = openFile(path, true);
    try {
      const { format } = await readTags(file, formats);
      const [front] = frontsIn(format.codec, file);
      if (front === undefined) return {};
      const base64 = Buffer.from(front.bytes).toString('base64');
      return { front: { mime: front.mime, base64 } };
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}
