import { test } from 'node:test';
import { sourceSuite } from '@earmark/testkit';
import { createSampleSource } from './index.ts';

const release = {
  artist: 'Miles Davis',
  album: 'Kind of Blue',
  year: 1959,
  genres: ['Modal Jazz'],
};

sourceSuite(
  { test },
  {
    create: (url, more) => createSampleSource({ url, ...more }),
    query: { kind: 'album', title: 'Kind of Blue', creators: ['Miles Davis'] },
    routes: [{ on: '/albums.json', answers: { body: [release] } }],
    misses: [{ body: [] }],
  },
);
