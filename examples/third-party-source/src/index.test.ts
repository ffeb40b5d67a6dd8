import { sourceSuite } from '@earmark/testkit';
import { test } from 'vitest';
import { createLinerNotesSource } from './index.ts';

const note = { artist: 'Miles Davis', album: 'Kind of Blue', year: 1959, genres: ['Modal Jazz'] };

sourceSuite(
  { test },
  {
    create: (baseUrl, more) => createLinerNotesSource({ url: `${baseUrl}/albums.json`, ...more }),
    query: { kind: 'album', title: 'Kind of Blue', creators: ['Miles Davis'] },
    routes: [{ on: '/albums.json', answers: { body: [note] } }],
    misses: [{ body: [] }],
  },
);
