import { EarmarkError, type PluginContext, type Source } from '@earmark/core';

export const secret = 'k3y-of-somebody';
export const albums = [
  { id: 'a1', title: 'Kind of Blue', artist: 'Miles Davis' },
  { id: 'a2', title: 'Kind of Blue', artist: 'Somebody Else' },
];

/** A good source of two requests, to be wrapped with one fault at a time. */
export function createGoodSource({
  baseUrl,
  key,
  ...unknown
}: {
  baseUrl: string;
  key: string;
}): Source {
  const [other] = Object.keys(unknown);
  if (other) throw new EarmarkError('config', `there is no option ${other}`);
  const base = new URL(baseUrl);
  const ask = (path: string, { http }: PluginContext) =>
    http.json(new URL(path, base), {
      headers: { authorization: key },
      fault: (body) =>
        body instanceof Object && 'error' in body
          ? { code: 'network', message: String(body.error) }
          : undefined,
    });
  return {
    spec: 1,
    kind: 'source',
    name: 'good',
    answers: ['album'],
    hosts: { [base.host]: { requests: 100, perMs: 1 } },
    async find({ title }, ctx) {
      const found = await ask(`/albums?title=${encodeURIComponent(title)}`, ctx);
      if (!Array.isArray(found)) throw new EarmarkError('bad-response', 'no list');
      return found.map(({ id, title, artist }: (typeof albums)[0]) => ({
        id,
        title,
        creators: [artist],
        claims: [],
      }));
    },
    async describe(candidate, ctx) {
      const work = ask(`/albums/${candidate.id}`, ctx);
      const genres = await work.catch((error: unknown) => {
        if (EarmarkError.is(error, 'not-found')) return [];
        throw error;
      });
      if (!Array.isArray(genres)) throw new EarmarkError('bad-response', 'no list');
      const claims = genres.map((value: string) => ({
        field: 'genre',
        value,
        strength: 0.9,
        level: 'release' as const,
      }));
      return { ...candidate, claims };
    },
    async check(ctx) {
      await ask('/albums?title=any', ctx);
      return [{ level: 'ok', text: 'it answers' }];
    },
  };
}
