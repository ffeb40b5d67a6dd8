import { hintsSuite, policySuite } from '@earmark/testkit';
import { describe, test } from 'vitest';
import { claim, evidence, match, subjectOf } from './__tests__/evidence.ts';
import { createContextHints, createGenrePolicy } from './index.ts';

describe('the genre policy', () => {
  policySuite(
    { test },
    {
      create: () => createGenrePolicy(),
      convinces: evidence([match('musicbrainz', [claim('Jazz'), claim('Bebop', 0.6)])]),
    },
  );
});

const subject = subjectOf([], { title: 'Original Soundtrack' });

describe('the context hints', () => {
  hintsSuite({ test }, { create: () => createContextHints(), subject });
});
