import { readFileSync, writeFileSync } from 'node:fs';
import type { Json, PluginState } from '@earmark/core';

/** A plugin's memory in a JSON file, for processes that tests kill. What is half written counts as empty. */
export function createFileState(file: string): PluginState {
  const load = (): Record<string, Json> => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  };
  const save = (values: Record<string, Json>) => writeFileSync(file, JSON.stringify(values));
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
