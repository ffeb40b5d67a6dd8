import type { Json, PluginState } from '../spec.ts';
import { saved } from './rows.ts';

/** A plugin's memory that ends with the process. */
export function createMemoryState(): PluginState {
  const values = new Map<string, Json>();
  return {
    async get(key) {
      return values.get(key);
    },
    async set(key, value) {
      values.set(key, saved(value));
    },
    async update(key, change) {
      const value = saved(change(values.get(key)));
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      return value;
    },
  };
}
