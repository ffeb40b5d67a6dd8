import type { Source } from '@earmark/core';
import type { ReplayRoute } from '@earmark/testkit';
import type { Work } from './world.ts';

export interface PlainSourceOptions {
  readonly name: string;
  readonly host: string;
  readonly requestsPerSecond: number;
}

/** A service of two steps like any other, without a dialect of its own. */
export function createPlainSource({ name, host, requestsPerSecond }: PlainSourceOptions): Source {
  const get = (path: string) => new URL(path, `http://${host}`);
  return {
    spec: 1,
    kind: 'source',
    name,
    answers: ['album'],
    hosts: { [host]: { requests: requestsPerSecond, perMs: 1000 } },
    async find({ title, creators }, { http }) {
      const found = await http.json(get(`/search?title=${title}&artist=${creators[0]}`));
      return found as Awaited<ReturnType<Source['find']>>;
    },
    async describe(candidate, { http }) {
      const genres = (await http.json(get(`/album/${candidate.id}`))) as readonly string[];
      const claims = genres.map((value) => ({
        field: 'genre',
        value,
        strength: 1,
        level: 'release-group' as const,
      }));
      return { ...candidate, claims };
    },
  };
}

export function plainRoutes(works: readonly Work[]): readonly ReplayRoute[] {
  return works.flatMap(({ title, artist, group, genres, number }) => {
    const afterMs = 80 + ((number * 53) % 120);
    const found = [{ id: group, title, creators: [artist], claims: [] }];
    const query = new URLSearchParams({ title, artist });
    return [
      { on: `/search?${query}`, answers: { body: found, afterMs } },
      { on: `/album/${group}`, answers: { body: genres, afterMs } },
    ];
  });
}
