import { originSuite } from '@earmark/testkit';
import { beforeEach, test } from 'vitest';
import { createBench } from './__fixtures__/library-bench.ts';
import { createFileLibrary } from './library.ts';

let bench: Awaited<ReturnType<typeof createBench>>;
beforeEach(async () => {
  bench = await createBench();
  for (const album of ['Aerial', 'Pink Moon', '% odd & "quoted"'])
    bench.put(`Shelf/${album}/01.mp3`, { album, artist: 'Somebody', title: 'One' });
});

originSuite(
  { test },
  {
    create: () => createFileLibrary({ roots: { music: bench.folder } }),
    get reader() {
      return bench.ctx.reader;
    },
    subjects: 3,
  },
);
