import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Json, PluginState } from '@earmark/core';

/** A plugin's memory in a JSON file, for tests that kill processes: it is there as a whole, old or new. */
export function createFileState(file: string): PluginState {
  const load = (): Record<string, Json> => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  };
  const save = (values: Record<string, Json>) => {
    const next = `${file}.${process.pid}`;
    writeFileSync(next, JSON.stringify(values));
    renameSync(next, file);
  };
  return {
    async get(key) {
      return load()[key];
    },
    async set(key, value) {
      save({ ...load(), [key]: value });
    },
    async update(key, change) {
      const { [key]: known, ...others } = load();
      const value = change(known);
      save(value === undefined ? others : { ...others, [key]: value });
      return value;
    },
  };
}
