import type { Claim, Evidence, Match, Subject } from '@earmark/core';

export function claim(value: string, strength = 1, level: Claim['level'] = 'release-group'): Claim {
  return { field: 'genre', value, strength, level };
}

export function match(
  source: string,
  claims: readonly Claim[],
  changes: Partial<Match> = {},
): Match {
  return {
    source,
    weight: 0.85,
    score: 0.98,
    margin: 0.5,
    reasons: [],
    candidate: { id: `${source}-1`, title: 'Title', creators: ['Artist'], claims },
    ...changes,
  };
}

export function subjectOf(genres: readonly string[] = [], changes: Partial<Subject> = {}): Subject {
  return {
    kind: 'album',
    id: 's1',
    title: 'Title',
    creators: ['Artist'],
    targets: [
      {
        sink: 'tags',
        id: 'music:Artist/Title/01.flac',
        fields: genres.length > 0 ? { genre: genres } : {},
      },
    ],
    ...changes,
  };
}

export function evidence(matches: readonly Match[], changes: Partial<Evidence> = {}): Evidence {
  return {
    subject: subjectOf(),
    matches,
    silent: [],
    hints: [],
    locked: [],
    rejected: [],
    pinned: {},
    ...changes,
  };
}
