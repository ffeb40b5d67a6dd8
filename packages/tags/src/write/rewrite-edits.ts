import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ByteRange, EarmarkError, type Edit, type Fields, type TagCodec } from '@earmark/core';
import { essenceOf, gapsOf } from '../worker/essence.ts';
import { type OpenFile, openFile } from '../worker/file-access.ts';

/** The edits of a writer that only knows paths: it changes a private copy, and all that is not sound is compared. */
export async function rewriteEdits(
  file: OpenFile,
  codec: TagCodec,
  set: Fields,
  essence: readonly ByteRange[],
): Promise<readonly Edit[]> {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-rewrite-'));
  try {
    const copy = join(folder, basename(file.path));
    copyFileSync(file.path, copy);
    await codec.rewrite?.(copy, set);
    const rewritten = openFile(copy);
    try {
      return gapEdits(file, essence, rewritten, essenceOf(codec, rewritten));
    } finally {
      rewritten.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gapEdits(
  old: OpenFile,
  oldEssence: readonly ByteRange[],
  now: OpenFile,
  nowEssence: readonly ByteRange[],
): readonly Edit[] {
  const same =
    oldEssence.length === nowEssence.length &&
    oldEssence.every(({ length }, at) => length === nowEssence[at]?.length);
  if (!same) throw new EarmarkError('integrity', 'the writer changed the shape of the sound');
  const nowGaps = gapsOf(nowEssence, now.size);
  return gapsOf(oldEssence, old.size).map((range, at) => {
    const gap = nowGaps[at] ?? { offset: 0, length: 0 };
    return { range, bytes: Buffer.from(now.bytes(gap.offset, gap.length)) };
  });
}
