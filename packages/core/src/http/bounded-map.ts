/** A Map for Keyv that forgets what was used longest ago once its strings take more than `maxBytes`. */
export function createBoundedMap(maxBytes: number): BoundedMap {
  const entries = new Map<string, unknown>();
  let bytes = 0;

  const remove = (key: string): boolean => {
    if (!entries.has(key)) return false;
    bytes -= weight(entries.get(key));
    return entries.delete(key);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      entries.set(key, value);
      bytes += weight(value);
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
    },
    has: (key) => entries.has(key),
    delete: remove,
    clear() {
      entries.clear();
      bytes = 0;
    },
  };
}

export interface BoundedMap {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  has(key: string): boolean;
  delete(key: string): boolean;
  clear(): void;
}

/** Keyv wraps what it keeps as `{ value: string, expires }`. */
function weight(entry: unknown): number {
  const value =
    typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : entry;
  return typeof value === 'string' ? 2 * value.length : 0;
}
