import {
  asin,
  type Earmark,
  enrich,
  identify,
  isbn13,
  type Match,
  pipeline,
  type Subject,
} from '@earmark/core';
import { providerMatch } from './answer.ts';

export interface BookProviderOptions {
  readonly earmark: Pick<Earmark, 'run'>;
  /** What Audiobookshelf must send as `Authorization`. Default: nothing is asked for. */
  readonly key?: string;
  /** What came by then is the answer. Default: 1.8 seconds; Audiobookshelf gives up after ten, people before. */
  readonly deadline?: () => AbortSignal;
  /** A less certain match is not told, as Audiobookshelf takes the first without a look. Default 0.8. */
  readonly leastScore?: number;
}

/** A custom metadata provider of Audiobookshelf: `GET /search?query=…&author=…`, best first or nothing. */
export function createBookProvider({
  earmark,
  key,
  deadline = () => AbortSignal.timeout(1_800),
  leastScore = 0.8,
}: BookProviderOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    // A slash at the end of the address that was set up comes twice.
    if (pathname.replace(/\/{2,}/g, '/') !== '/search')
      return refusal(404, 'Valid path: /search?query=<title>&author=<author>');
    if (request.method !== 'GET') return refusal(405, 'Valid method: GET');
    if (key !== undefined && request.headers.get('authorization') !== key)
      return refusal(
        401,
        "Set the provider's authorization in Audiobookshelf to the key given here",
      );
    const asked = subjectOf(searchParams);
    if (!asked) return refusal(400, 'query is missing: /search?query=<title>');
    const found = await ask(earmark, asked, deadline());
    const { matches } = identify('book', found);
    const certain = matches.filter((match) => match.score >= leastScore || hasNumber(match, asked));
    if (certain.length === 0 && asked.creators.length === 0) certain.push(...sameAuthor(matches));
    return Response.json({ matches: certain.map(providerMatch) });
  };
}

const refusal = (status: number, error: string) => Response.json({ error }, { status });

/** Of a title without an author many books may be meant: it is certain where two sources have it, of one author, and none has another. */
function sameAuthor(matches: readonly Match[]): readonly Match[] {
  const fitting = matches.filter(({ score }) => score >= 0.5);
  const plain = (name = '') => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const authors = new Set(fitting.map(({ candidate }) => plain(candidate.creators[0])));
  const sources = new Set(fitting.map(({ source }) => source));
  const isSure = fitting.length === matches.length && authors.size === 1 && !authors.has('');
  return isSure && sources.size > 1 ? fitting : [];
}

/** Who asked by number has no title that could fit. */
const hasNumber = ({ candidate }: Match, { ids = {} }: Subject): boolean =>
  Object.entries(ids).some(([scheme, number]) => candidate.ids?.[scheme] === number);

/** People type an ISBN or ASIN where the title goes. */
function subjectOf(params: URLSearchParams): Subject | undefined {
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const query = text('query');
  const isbn = isbn13(text('isbn') ?? query ?? '');
  const audible = asin(query ?? '');
  if (query === undefined && isbn === undefined) return undefined;
  const author = text('author');
  return {
    id: `asked:${query ?? isbn}`,
    kind: 'book',
    title: query ?? '',
    creators: author === undefined ? [] : author.split(/\s*[,;&]\s*/),
    ids: { ...(isbn && { isbn13: isbn }), ...(audible && { asin: audible }) },
    targets: [],
  };
}

/** Every source by itself, so that a slow one costs only its own answer. */
async function ask(
  earmark: Pick<Earmark, 'run'>,
  subject: Subject,
  signal: AbortSignal,
): Promise<readonly Match[]> {
  const found: Match[] = [];
  const search = pipeline({
    name: 'books-provider',
    async *start(run) {
      const sources = run.sources.filter(({ source }) => source.answers.includes('book'));
      await Promise.all(
        sources.map(async ({ source: { name } }) => {
          for await (const { evidence } of enrich({ sources: [name], floor: 0 })(one(subject), run))
            found.push(...evidence.matches);
        }),
      );
      yield found.length;
    },
  });
  await earmark.run(search, { signal }).done;
  return found;
}

async function* one<T>(item: T): AsyncIterable<T> {
  yield item;
}
