/** Run by the crash tests as a process of its own: what an earlier process left is cleared, then one field is written. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Json } from '@earmark/core';
import { createNoteFormat } from '@earmark/testkit';
import { createTagSink } from '../index.ts';
import { writeContext } from './context.ts';

const [folder = '', stateFile = '', value = '', mode = ''] = process.argv.slice(2);

/** A state that outlives the process, as the store's does. */
async function load(): Promise<Record<string, Json>> {
  try {
    return JSON.parse(await readFile(stateFile, 'utf8'));
  } catch {
    return {};
  }
}
const ctx = writeContext(
  { music: folder },
  {
    get: async (key) => (await load())[key],
    set: async (key, json) =>
      writeFile(stateFile, JSON.stringify({ ...(await load()), [key]: json })),
  },
);
const sink = createTagSink({ formats: [createNoteFormat()], workers: 1, inPlace: mode !== 'copy' });
await sink.recover?.(ctx);
const change = { kind: 'fields', target: 'music:song.note', set: { title: [value] } } as const;
await sink.apply(await sink.plan(change, ctx), ctx);
await sink.close?.();
