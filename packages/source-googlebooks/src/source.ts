import {
  type Candidate,
  EarmarkError,
  isbn13,
  type PluginContext,
  type Query,
  type Source,
} from '@earmark/core';
import { read, volume, volumes } from './answers.ts';
import { described, isAbout, toCandidate } from './candidates.ts';
import { faultOf } from './faults.ts';
import { type GoogleBooksOptions, settingsOf } from './options.ts';

const hits = '20';

/** Google Books: what is printed, so of a recording it knows the work and never the reading. */
export function createGoogleBooksSource(options: GoogleBooksOptions): Source {
  const { apiKey, base, country, perDay, weight } = settingsOf(options);

  function get(path: string, parameters: Readonly<Record<string, string>>, ctx: PluginContext) {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    // It guesses a country by the address, and refuses where it cannot.
    url.searchParams.set('country', country);
    url.searchParams.set('key', apiKey);
    return ctx.http.json(url, {
      fault: (body) => faultOf(body, ctx.clock.now()),
      miss: (body) => volumes.safeParse(body).data?.items?.length === undefined,
    });
  }

  async function search(
    q: string,
    query: Query,
    ctx: PluginContext,
  ): Promise<readonly Candidate[]> {
    const body = await get('volumes', { q, maxResults: hits, printType: 'books' }, ctx);
    const found = read(volumes, body, `the search for ${query.title}`).items ?? [];
    const wantsAbout = isAbout({ title: query.title });
    return found
      .filter(({ volumeInfo }) => volumeInfo.title && isAbout(volumeInfo) === wantsAbout)
      .map(toCandidate);
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'googlebooks',
    weight,
    answers: ['book'],
    hosts: { [base.host]: { requests: 1, perMs: 1_000, perDay } },

    /** One search by number if there is one, else or then one by title and author; never a third. */
    async find(query, ctx) {
      const isbn = isbn13(query.ids?.isbn13 ?? query.ids?.isbn ?? '');
      const byNumber = isbn ? await search(`isbn:${isbn}`, query, ctx) : [];
      if (byNumber.length > 0) return distinct(byNumber);
      const q = searchText(query);
      return q === undefined ? [] : distinct(await search(q, query, ctx));
    },

    async describe(candidate, ctx) {
      try {
        const body = await get(`volumes/${encodeURIComponent(candidate.id)}`, {}, ctx);
        return described(candidate, read(volume, body, `volume ${candidate.id}`));
      } catch (error) {
        if (EarmarkError.is(error, 'not-found')) return candidate;
        throw error;
      }
    },

    async check(ctx) {
      await get('volumes', { q: 'isbn:9780441172719', maxResults: '1' }, ctx);
      return [{ level: 'ok', text: `${base.host} answers and takes the key` }];
    },
  };
}

/** Nothing where it would only bring junk: one word, and nobody who wrote it. */
function searchText({ title, creators }: Query): string | undefined {
  const [main = ''] = title.replace(/[([{].*$/, '').split(/:\s/);
  const [name, author] = [words(main), words(creators[0] ?? '')];
  if (name === '' || (author === '' && !name.includes(' '))) return undefined;
  return author === '' ? `intitle:"${name}"` : `intitle:"${name}" inauthor:"${author}"`;
}

const words = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}'’.-]+/gu, ' ')
    .trim()
    .slice(0, 200);

const distinct = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(candidates.map((candidate) => [candidate.id, candidate])).values(),
];
