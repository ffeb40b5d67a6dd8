import {
  asin,
  type Candidate,
  EarmarkError,
  type PluginContext,
  type Query,
  type Source,
} from '@earmark/core';
import { book, books, chapters, faultOf, read } from './answers.ts';
import { toCandidate, withChapters } from './candidates.ts';
import { type AudnexusOptions, settingsOf } from './options.ts';

/** Audnexus: what Audible says of its recordings, read by whom, how long, which part of which series. */
export function createAudnexusSource(options: AudnexusOptions = {}): Source {
  const { base, regions, chapters: wantsChapters, weight } = settingsOf(options);

  /** The first shop's answer that is not a miss. A failure of one is a failure: the next might have another book. */
  async function inRegions(
    path: string,
    parameters: Readonly<Record<string, string>>,
    { http }: PluginContext,
  ): Promise<unknown> {
    for (const region of regions) {
      const url = new URL(path, base);
      for (const [name, value] of Object.entries({ ...parameters, region }))
        url.searchParams.set(name, value);
      try {
        const body = await http.json(url, { fault: faultOf, miss: isEmptyList });
        if (!isEmptyList(body)) return body;
      } catch (error) {
        if (!EarmarkError.is(error, 'not-found')) throw error;
      }
    }
    return undefined;
  }

  async function byAsin({ ids = {} }: Query, ctx: PluginContext): Promise<Candidate | undefined> {
    const id = asin(ids.asin ?? '');
    if (id === undefined) return undefined;
    const body = await inRegions(`books/${id}`, {}, ctx);
    return body === undefined ? undefined : toCandidate(read(book, body, `book ${id}`));
  }

  const source: Source = {
    spec: 1,
    kind: 'source',
    name: 'audnexus',
    weight,
    answers: ['book'],
    hosts: { [base.host]: { requests: 100, perMs: 60_000 } },

    async find(query, ctx) {
      const known = await byAsin(query, ctx);
      if (known) return [known];
      const q = [query.title.replace(/[([{].*$/, ''), query.creators[0] ?? ''].join(' ').trim();
      if (query.title.trim() === '' || q === '') return [];
      const body = await inRegions('books/search', { q: q.slice(0, 200) }, ctx);
      if (body === undefined) return [];
      const found = read(books, body, `the search for ${query.title}`).map(toCandidate);
      return [...new Map(found.map((candidate) => [candidate.id, candidate])).values()];
    },

    async check(ctx) {
      await inRegions('books/B002V1OF70', {}, ctx);
      return [{ level: 'ok', text: `${base.host} answers` }];
    },
  };
  if (!wantsChapters) return source;
  return {
    ...source,
    async describe(candidate, ctx) {
      const body = await inRegions(`books/${encodeURIComponent(candidate.id)}/chapters`, {}, ctx);
      if (body === undefined) return candidate;
      return withChapters(candidate, read(chapters, body, `the chapters of ${candidate.id}`));
    },
  };
}

const isEmptyList = (body: unknown) => Array.isArray(body) && body.length === 0;
