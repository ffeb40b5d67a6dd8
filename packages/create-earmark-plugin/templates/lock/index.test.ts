import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockSuite } from '@earmark/testkit';
import { createSampleLock } from './index.ts';

lockSuite({ test }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sample-'));
  return {
    first: createSampleLock({ folder }),
    second: createSampleLock({ folder }),
    key: (name) => `music:${name}`,
    under: 'music:',
    takeOver: (key) => rm(join(folder, `${encodeURIComponent(key)}.lock`)),
    close: () => rm(folder, { recursive: true }),
  };
});
