import { test } from 'node:test';
import { policySuite } from '@earmark/testkit';
import { createSamplePolicy } from './index.ts';

const subject = {
  kind: 'album',
  id: '1',
  title: 'Aerial',
  creators: ['Kate Bush'],
  targets: [],
} as const;
const candidate = { id: 'c', title: 'Aerial', creators: ['Kate Bush'], label: 'EMI', claims: [] };

policySuite(
  { test },
  {
    create: createSamplePolicy,
    convinces: {
      subject,
      matches: [{ source: 'some', weight: 0.8, candidate, score: 0.9, reasons: [], margin: 1 }],
      silent: [],
      hints: [],
      locked: [],
      rejected: [],
      pinned: {},
    },
  },
);
