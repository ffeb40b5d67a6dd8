import type { Lease, PluginContext } from '@earmark/core';
import { createFileState } from '@earmark/testkit';
import { context } from '../tags-write/context.ts';

/** A run's context with a state that outlives the process, as the store's does. */
export function lastingContext(
  folder: string,
  stateFile: string,
): PluginContext & { readonly lease: Lease } {
  return { ...context({ music: folder }), state: createFileState(stateFile) };
}
