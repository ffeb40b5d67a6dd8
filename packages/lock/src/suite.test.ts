import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockSuite } from '@earmark/testkit';
import { test, vi } from 'vitest';
import { createFileLock } from './index.ts';

vi.setConfig({ testTimeout: 30_000 });

const holder = `
  import { createFileLock } from './index.ts';
  await createFileLock().acquire(process.argv[1], {});
  console.log('held');
  setInterval(() => {}, 1000);
`;

lockSuite({ test }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-suite-'));
  const fast = { beatMs: 2_000_000, staleMs: 6_000_000 };
  return {
    first: createFileLock(fast),
    second: createFileLock({ ...fast, host: 'two' }),
    key: (name) => join(folder, name),
    under: folder,
    async takeOver(key) {
      const impatient = createFileLock({ host: 'three', beatMs: 10, staleMs: 60 });
      await using _lease = await impatient.acquire(key, { waitMs: 20_000 });
    },
    holder: [
      process.execPath,
      '--conditions=@earmark/source',
      '--input-type=module',
      '-e',
      holder.replace('./index.ts', new URL('./index.ts', import.meta.url).href),
    ],
    close: async () => rmSync(folder, { recursive: true }),
  };
});
