import { createEarmark, createMemoryStore } from '@earmark/core';
import { expect, test } from 'vitest';
import { checkInstallation } from './check-installation.ts';

test('a password of an older program is not used, and why is said', async () => {
  const earmark = await createEarmark({ store: createMemoryStore() });
  const found = await checkInstallation(earmark, {
    env: { MAM_USERNAME: 'me' },
    account: 'default',
    state: '/nowhere',
    offline: false,
  });
  expect(found.find(({ name }) => name === 'mam')?.findings[0]).toMatchObject({
    level: 'warning',
    fix: expect.stringContaining('EARMARK_MAM_ID'),
  });
  await earmark.close();
});
