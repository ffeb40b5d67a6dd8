import type { CatalogueFile, OriginContext } from '@earmark/core';
import { absolute } from './paths.ts';
import { soundKey } from './scan-state.ts';
import { groupBy } from './values.ts';

export interface DuplicateGroup {
  /** Digest of the sound that all of them have. */
  readonly essence: string;
  readonly files: readonly CatalogueFile[];
  /** Fields in which they differ, with each file's values in the order of `files`. */
  readonly differs: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** All are names of one file (hard links): removing one frees nothing. */
  readonly oneFile: boolean;
}

const slots = 1 << 20;

/**
 * Twice through the catalogue: first only counting how often each format and length comes, in a table of fixed
 * size, then keeping the files whose length comes more than once. Only those are hashed, once in their life.
 */
export async function* findDuplicates(
  ctx: OriginContext,
  roots: Readonly<Record<string, string>>,
): AsyncGenerator<DuplicateGroup> {
  const counts = new Uint8Array(slots);
  for await (const file of allFiles(ctx, roots)) {
    const slot = slotOf(soundKey(file));
    counts[slot] = Math.min((counts[slot] ?? 0) + 1, 2);
  }
  const candidates: { key: string; id: string }[] = [];
  for await (const file of allFiles(ctx, roots))
    if ((counts[slotOf(soundKey(file))] ?? 0) > 1)
      candidates.push({ key: soundKey(file), id: file.id });

  for (const same of groupBy(candidates, ({ key }) => key).values()) {
    if (same.length < 2) continue;
    const files: CatalogueFile[] = [];
    for (const { id } of same) {
      const file = await ctx.catalogue.file(id);
      if (file) files.push(file);
    }
    const hashed = await withEssence(files, ctx, roots);
    for (const [essence, equal] of groupBy(hashed, (file) => file.essence ?? ''))
      if (essence !== '' && equal.length > 1) yield groupOf(essence, equal);
  }
}

async function* allFiles(
  { catalogue, signal }: OriginContext,
  roots: Readonly<Record<string, string>>,
): AsyncGenerator<CatalogueFile> {
  for (const root of Object.keys(roots))
    for await (const folder of catalogue.folders(root)) {
      if (signal.aborted) return;
      for (const file of await catalogue.files({ root, folder })) if (!file.fault) yield file;
    }
}

async function withEssence(
  files: readonly CatalogueFile[],
  { catalogue, reader, report, signal }: OriginContext,
  roots: Readonly<Record<string, string>>,
): Promise<readonly CatalogueFile[]> {
  const unknown = files.filter(({ essence }) => essence === undefined);
  const place = ({ root, path }: CatalogueFile) => absolute(roots[root] ?? '', path);
  const digests = new Map<string, string>();
  let at = 0;
  for await (const answer of reader.read(unknown.map(place), { essence: true, signal })) {
    const file = unknown[at++];
    if (!file) continue;
    if (!answer.ok) report.failed(`${file.root}:${file.path}`, answer.fault);
    else if (answer.essence !== undefined) {
      digests.set(file.id, answer.essence);
      await catalogue.setEssence(file.id, answer.essence);
    }
  }
  return files.map((file) => {
    const essence = file.essence ?? digests.get(file.id);
    return essence === undefined ? file : { ...file, essence };
  });
}

function groupOf(essence: string, files: readonly CatalogueFile[]): DuplicateGroup {
  const names = new Set(files.flatMap(({ fields }) => Object.keys(fields)));
  const differs: Record<string, readonly (readonly string[])[]> = {};
  for (const name of [...names].sort()) {
    const values = files.map(({ fields }) => fields[name] ?? []);
    if (new Set(values.map((list) => JSON.stringify(list))).size > 1) differs[name] = values;
  }
  const inodes = new Set(files.map(({ root, inode }) => `${root}:${inode}`));
  return { essence, files, differs, oneFile: inodes.size === 1 };
}

function slotOf(key: string): number {
  let hash = 2166136261;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 16777619);
  return (hash >>> 0) % slots;
}
