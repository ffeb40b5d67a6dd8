import { readFileSync, writeFileSync } from 'node:fs';
import type { Json, Lease, PluginContext } from '@earmark/core';
import { context } from '../tags-write/context.ts';

/** A run's context with a state that outlives the process, as the store's does. */
export function lastingContext(
  folder: string,
  stateFile: string,
): PluginContext & { readonly lease: Lease } {
  const load = (): Record<string, Json> => {
    try {
      return JSON.parse(readFileSync(stateFile, 'utf8'));
    } catch {
      // None yet, or killed while it was written: the store would have the old one.
      return {};
    }
  };
  return {
    ...context({ music: folder }),
    state: {
      get: async (key) => load()[key],
      set: async (key, json) =>
        writeFileSync(stateFile, JSON.stringify({ ...load(), [key]: json })),
    },
  };
}
