import { expect, test } from 'vitest';
import type { Candidate, Match } from '../spec.ts';
import { matchedRelease } from './matched-release.ts';

const blue: Candidate = {
  id: 'blue',
  title: 'Weezer (Blue Album)',
  creators: ['Weezer'],
  year: 1994,
  trackCount: 10,
  url: 'https://example.org/blue',
  claims: [{ field: 'genre', value: 'Rock', strength: 1, level: 'release' }],
};
const match: Match = {
  source: 'musicbrainz',
  weight: 0.8,
  candidate: blue,
  score: 0.98,
  reasons: [],
  margin: 0.6,
  runnerUp: { candidate: { ...blue, id: 'green', year: 2001 }, score: 0.38 },
};

test('a match in short says which release was found and which came second, and no evidence', () => {
  const short = {
    source: 'musicbrainz',
    title: 'Weezer (Blue Album)',
    creators: ['Weezer'],
    tracks: 10,
    url: 'https://example.org/blue',
  };
  expect(matchedRelease(match)).toEqual({
    ...short,
    id: 'blue',
    year: 1994,
    score: 0.98,
    runnerUp: { ...short, id: 'green', year: 2001, score: 0.38 },
  });
});
