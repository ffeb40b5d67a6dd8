import type { Fault, KindOfPlugin, PluginContext, Query } from '@earmark/spec';
import { toFault } from '@earmark/spec';
import type { Guard } from '../guard/guard.ts';
import { candidates as candidatesShape } from '../guard/shapes.ts';
import { rank } from '../matching/index.ts';
import type { AccountStore } from '../ports.ts';
import type { WeightedSource } from '../run/context.ts';
import type { MatchedRelease } from '../spec.ts';
import { queryOf } from '../stages/enrich.ts';
import { inShort } from '../stages/matched-release.ts';
import { unknownSource } from './choose-release.ts';

export interface ReleaseSearch {
  /** What to look for in place of what the album says of itself. */
  readonly title?: string;
  readonly creators?: readonly string[];
  /** Ask only these. Default: all that answer this kind of subject. */
  readonly sources?: readonly string[];
  /** So many of each source at most. Default 5. */
  readonly limit?: number;
}
export interface FoundReleases {
  /** Best first, of all sources together. The ids are what `chooseRelease` takes. */
  readonly releases: readonly MatchedRelease[];
  /** Sources that could not be asked: they may know more. */
  readonly silent: readonly { readonly source: string; readonly fault: Fault }[];
}

export interface ReleaseFinder {
  readonly sources: readonly WeightedSource[];
  readonly call: Guard;
  readonly context: (source: KindOfPlugin) => Promise<PluginContext>;
}

const usualLimit = 5;
/** Longer than the longest wait for a rate limit. */
const patienceMs = 2 * 60_000;

/** Which releases an album could be: one search a source, for a person who chooses. Decides nothing, writes nothing. */
export async function findReleases(
  album: Query,
  search: ReleaseSearch,
  { sources, call, context }: ReleaseFinder,
): Promise<FoundReleases> {
  const { sources: wanted, limit = usualLimit } = search;
  const unknown = wanted?.find((name) => !sources.some(({ source }) => source.name === name));
  if (unknown !== undefined)
    throw unknownSource(
      unknown,
      sources.map(({ source }) => source),
    );
  const query = asked(album, search);
  const chosen = sources.filter(
    ({ source }) => source.answers.includes(album.kind) && (wanted?.includes(source.name) ?? true),
  );
  const answers = await Promise.all(
    chosen.map(async ({ source, weight }) => {
      const { name } = source;
      try {
        const ctx = await context(source);
        const candidates = await call(source, 'find', () => source.find(query, ctx), {
          gives: candidatesShape,
          limitMs: patienceMs,
        });
        const ranked = rank({ source: name, weight, query, candidates });
        return ranked.slice(0, limit).map((match) => inShort(name, match.candidate, match.score));
      } catch (error) {
        return { source: name, fault: toFault(error) };
      }
    }),
  );
  return {
    releases: answers
      .flatMap((answer) => ('fault' in answer ? [] : answer))
      .sort((a, b) => b.score - a.score),
    silent: answers.flatMap((answer) => ('fault' in answer ? [answer] : [])),
  };
}

/** What is asked about an album: what a run saw of it, else as much as a scan has noted. */
export async function askedOf(
  { journal, catalogue }: AccountStore,
  id: string,
): Promise<Query | undefined> {
  const subject = await journal.subject(id);
  if (subject) return queryOf(subject);
  const album = await catalogue.album(id);
  if (!album) return undefined;
  const { kind, title, creators, year } = album;
  return { kind, title, creators, ...(year === undefined ? {} : { year }) };
}

/** Other words are asked for by themselves: an identifier in the tags would lead back to what nobody wanted. */
function asked(query: Query, { title, creators }: ReleaseSearch): Query {
  if (title === undefined && creators === undefined) return query;
  const { ids: _ids, ...rest } = query;
  return { ...rest, ...(title !== undefined && { title }), ...(creators && { creators }) };
}
