import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot, writeSnapshot } from '@earmark/library';
import { placeOf } from '@earmark/standard';
import { counted } from '../output/counted.ts';
import type { Host } from './host.ts';

/** In the root itself: whoever has the share has it. */
const snapshotName = '.earmark-catalogue.jsonl.gz';

/** What another machine has learnt of a root is taken over where this one knows nothing of it yet: tags, and what ffprobe said. */
export async function adoptSnapshot({ earmark, out, roots }: Host, path: string): Promise<void> {
  const { id, root } = placeOf(path, roots);
  const file = join(root, snapshotName);
  const { catalogue } = await earmark.store();
  if (!existsSync(file) || (await catalogue.counts(id)).files > 0) return;
  const { files } = await readSnapshot(file, catalogue, [id]);
  out.data({ event: 'snapshot-read', file, root: id, files });
  out.note(
    files > 0
      ? `using the catalogue that was shared on ${root}: ${counted(files, 'file')}`
      : `${file} knows no root ${id}: give the root the same name on every machine (roots in earmark.config.ts)`,
  );
}

export async function shareSnapshot({ earmark, out, roots }: Host, path: string): Promise<void> {
  const { id, root } = placeOf(path, roots);
  const file = join(root, snapshotName);
  const { files } = await writeSnapshot((await earmark.store()).catalogue, file, [id]);
  out.data({ event: 'snapshot-written', file, root: id, files });
  out.say(`shared as ${file}: machines that do not know ${id} yet start from it`);
}
