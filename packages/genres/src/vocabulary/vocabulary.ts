import { keyOf } from '../text/key.ts';
import type { GenreEntry } from './entry.ts';

export interface Vocabulary {
  readonly entries: readonly GenreEntry[];
  /** By its exact name. */
  get(name: string): GenreEntry | undefined;
  /** By any spelling of its name or of an alias. */
  find(label: string): GenreEntry | undefined;
  /** By the key of its name or of an alias. */
  byKey(key: string): GenreEntry | undefined;
  /** Everything above it, the nearest first; of two equally near ones the first parent's. */
  ancestors(name: string): readonly string[];
  children(name: string): readonly string[];
  /** The nearest family above it on each way up, the first parent's first; itself where it is one. */
  families(name: string): readonly string[];
}

export function createVocabulary(entries: readonly GenreEntry[]): Vocabulary {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const byKey = new Map<string, GenreEntry>();
  for (const entry of entries) {
    for (const label of [entry.name, ...entry.aliases]) {
      const key = keyOf(label);
      if (!byKey.has(key)) byKey.set(key, entry);
    }
  }
  const children = new Map<string, string[]>();
  for (const { name, parents } of entries) {
    for (const parent of parents) {
      const known = children.get(parent);
      if (known) known.push(name);
      else children.set(parent, [name]);
    }
  }
  const ancestors = remember((name) => walkUp(name, byName));
  const families = remember((name) => nearestFamilies(name, byName));
  return {
    entries,
    get: (name) => byName.get(name),
    find: (label) => byKey.get(keyOf(label)),
    byKey: (key) => byKey.get(key),
    ancestors,
    children: (name) => children.get(name) ?? [],
    families,
  };
}

function walkUp(name: string, byName: ReadonlyMap<string, GenreEntry>): readonly string[] {
  const found = new Set<string>();
  let level: readonly string[] = byName.get(name)?.parents ?? [];
  while (level.length > 0) {
    const fresh = level.filter((each) => !found.has(each) && each !== name);
    for (const each of fresh) found.add(each);
    level = fresh.flatMap((each) => byName.get(each)?.parents ?? []);
  }
  return [...found];
}

function nearestFamilies(name: string, byName: ReadonlyMap<string, GenreEntry>): readonly string[] {
  const entry = byName.get(name);
  if (entry === undefined || entry.quality) return [];
  if (entry.family) return [name];
  return [...new Set(entry.parents.flatMap((parent) => nearestFamilies(parent, byName)))];
}

function remember(find: (name: string) => readonly string[]): (name: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const found = find(name);
    known.set(name, found);
    return found;
  };
}
