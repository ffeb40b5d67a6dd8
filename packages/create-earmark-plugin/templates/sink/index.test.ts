import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStillContext, sinkSuite } from '@earmark/testkit';
import { createSampleSink } from './index.ts';

sinkSuite({ test }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sample-'));
  const file = join(folder, 'fields.json');
  const put = (title: string) =>
    writeFile(file, JSON.stringify({ 'shelf:1': { title: [title], genre: [title] } }));
  await put('Old');
  const ctx = await createStillContext();
  return {
    sink: createSampleSink({ file }),
    ctx,
    target: 'shelf:1',
    set: { title: ['New'], genre: ['Jazz', 'Bebop'] },
    otherSet: { title: ['Other'], genre: ['Folk'] },
    snapshot: () => readFile(file, 'utf8'),
    tamper: () => put('Theirs'),
    async [Symbol.asyncDispose]() {
      await ctx.close();
      await rm(folder, { recursive: true });
    },
  };
});
