import { test } from 'node:test';
import { notifierSuite } from '@earmark/testkit';
import { createSampleNotifier } from './index.ts';

notifierSuite(
  { test },
  {
    create: (url, more) => createSampleNotifier({ url, token: 'a-token', ...more }),
    routes: [{ method: 'POST', on: '/notices', answers: { body: {} } }],
    secrets: ['a-token'],
  },
);
