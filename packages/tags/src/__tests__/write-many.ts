/** Run by the neighbours test as a process of its own: a worker that clears what was left, then writes a file, as each job does. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Json } from '@earmark/core';
import { createNoteFormat } from '@earmark/testkit';
import { createTagSink } from '../index.ts';
import { writeContext } from './context.ts';

const [folder = '', stateFile = '', worker = '', files = ''] = process.argv.slice(2);

const load = async (): Promise<Record<string, Json>> =>
  JSON.parse(await readFile(stateFile, 'utf8'));
const ctx = writeContext(
  { music: folder },
  {
    get: async (key) => (await load())[key],
    async set(key, json) {
      const next = `${stateFile}.${worker}`;
      await writeFile(next, JSON.stringify({ ...(await load()), [key]: json }));
      await rename(next, stateFile);
    },
  },
);
const sink = createTagSink({ formats: [createNoteFormat()], workers: 1 });
for (let file = 0; file < Number(files); file++) {
  await sink.recover?.(ctx);
  const target = `music:${worker}-${file}.note`;
  const change = { kind: 'fields', target, set: { title: ['New'] } } as const;
  await sink.apply(await sink.plan(change, ctx), ctx);
}
await sink.close?.();
