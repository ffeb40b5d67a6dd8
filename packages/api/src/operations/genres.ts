import type { GenreNode } from '@earmark/genres';
import { z } from 'zod';
import { type Operation, ok, operation } from '../operation.ts';
import { named } from '../schemas/common.ts';

const group = 'Genres';
const access = { for: 'person', scope: 'albums:read' } as const;
const names = z.array(z.string());
const genre = named('Genre', z.object({ name: z.string(), parents: names, aliases: names }));
const label = named(
  'GenreLabel',
  z.object({
    input: z.string(),
    kind: z.enum(['genre', 'quality', 'mood', 'place', 'decade', 'noise', 'unknown']),
    genres: names,
    /** Everything above these genres, the nearest first. */
    parents: names,
    regions: names,
    /** How they were found, from sure to daring. */
    by: z.enum(['name', 'rule', 'parts', 'modifier', 'spelling', 'head']).optional(),
    /** What a mistyped label may mean. */
    suggestion: z.string().optional(),
  }),
);
const mostLabels = 100;

/** The vocabulary is loaded when it is first asked for. */
export function createGenreOperations(): readonly Operation[] {
  return [
    operation({
      id: 'listGenres',
      method: 'GET',
      path: '/api/genres',
      summary: 'The vocabulary: every genre with what stands above it and how else it is written',
      group,
      access,
      answers: {
        200: { description: 'Sorted by name', schema: z.object({ items: z.array(genre) }) },
      },
      async handle() {
        const { genreTree } = await import('@earmark/genres');
        const found = new Map<string, Omit<GenreNode, 'children'>>();
        gather(genreTree(), found);
        return ok({ items: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) });
      },
    }),
    operation({
      id: 'normalizeGenres',
      method: 'POST',
      path: '/api/genres/normalize',
      summary: 'What the vocabulary makes of labels as people and services write them',
      group,
      access,
      body: z.strictObject({ labels: z.array(z.string().max(500)).max(mostLabels) }),
      answers: {
        200: { description: 'In the order asked', schema: z.object({ labels: z.array(label) }) },
      },
      async handle({ body }) {
        const { normalizeGenre, suggestGenre } = await import('@earmark/genres');
        const labels = body.labels.map((input) => {
          const found = normalizeGenre(input);
          const suggestion = found.kind === 'unknown' ? suggestGenre(input) : undefined;
          return { input, ...found, ...(suggestion === undefined ? {} : { suggestion }) };
        });
        return ok({ labels });
      },
    }),
  ];
}

function gather(
  nodes: readonly GenreNode[],
  found: Map<string, Omit<GenreNode, 'children'>>,
): void {
  for (const { children, ...genre } of nodes) {
    found.set(genre.name, genre);
    gather(children, found);
  }
}
