import { expect, it } from 'vitest';
import { claim, evidence, match } from '../__tests__/evidence.ts';
import { createGenrePolicy } from './genre-policy.ts';

const propose = (level: 'release' | 'release-group') =>
  createGenrePolicy().propose(
    evidence([
      match('discogs', [claim('Trip Hop', 1, level)]),
      match('spotify', [claim('Trip Hop', 1, 'artist')]),
    ]),
  )[0];

it('is less sure where only one release and its artist are known than where the work is', () => {
  const [release, work] = [propose('release'), propose('release-group')];
  const doubt = 'only one release and its artist are known';
  expect(release?.reasons.map(({ what }) => what)).toContain(doubt);
  expect(work?.reasons.map(({ what }) => what)).not.toContain(doubt);
  expect(release?.belief).toBeLessThan(work?.belief ?? 0);
});
