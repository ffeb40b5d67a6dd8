import { type Dirent, readdirSync } from 'node:fs';

export interface Listing {
  readonly entries: readonly Dirent[];
  /** Names that are not UTF-8, as far as they can be shown. No path of ours can spell them. */
  readonly unspeakable: readonly string[];
}

/** A folder's entries by name. Throws what the file system throws. */
export function list(path: string): Listing {
  const entries = readdirSync(path, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd')))
    return { entries: sorted(entries), unspeakable: [] };
  const unspeakable = new Map<string, number>();
  for (const name of readdirSync(path, { encoding: 'buffer' })) {
    const text = name.toString();
    if (!Buffer.from(text).equals(name)) unspeakable.set(text, (unspeakable.get(text) ?? 0) + 1);
  }
  const spoken = entries.filter(({ name }) => {
    const left = unspeakable.get(name) ?? 0;
    if (left > 0) unspeakable.set(name, left - 1);
    return left === 0;
  });
  return { entries: sorted(spoken), unspeakable: [...unspeakable.keys()] };
}

function sorted(entries: Dirent[]): Dirent[] {
  return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
}
