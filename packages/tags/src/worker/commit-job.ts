import { statSync } from 'node:fs';
import { EarmarkError } from '@earmark/core';
import type { Steps } from '../pool/progress.ts';
import type { CommitAnswer, FileState, Job } from '../pool/protocol.ts';
import { patchInPlace } from '../write/patch-journal.ts';
import { nameFile } from './faults.ts';
import { replaceFile } from './replace-file.ts';

/** The last look, and the swap or the one write. After a swap the folder is yet to be synced. */
export function commitJob(
  { path, planned, way }: Job & { kind: 'commit' },
  { sync }: Steps,
): CommitAnswer {
  try {
    refuseChanged(path, planned);
    if (way.kind === 'replace') {
      const busy = replaceFile(way.temporary, path, way.aside);
      if (busy !== undefined) return { busy };
    } else {
      sync(() => patchInPlace(path, planned.size, way.region, way.journal));
    }
    return statOf(path);
  } catch (error) {
    throw nameFile(error, path);
  }
}

function refuseChanged(path: string, planned: FileState): void {
  const now = statOf(path);
  if (now.size !== planned.size || now.mtimeNs !== planned.mtimeNs || now.inode !== planned.inode)
    throw new EarmarkError('conflict', 'it was changed while the result was made: plan again');
}

function statOf(path: string) {
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  return { size: Number(size), mtimeNs: mtimeNs.toString(), inode: ino.toString() };
}
