import { test } from 'node:test';
import { hintsSuite } from '@earmark/testkit';
import { createSampleHints } from './index.ts';

hintsSuite(
  { test },
  {
    create: () => createSampleHints({ words: { soundtrack: 'Soundtrack' } }),
    subject: {
      kind: 'album',
      id: '1',
      title: 'Blade Runner (Soundtrack)',
      creators: ['Vangelis'],
      targets: [],
    },
  },
);
