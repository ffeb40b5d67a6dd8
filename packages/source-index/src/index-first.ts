import { existsSync } from 'node:fs';
import type { Candidate, Query, Source } from '@earmark/core';
import type { IndexSource } from './source.ts';
import { nameWordsOf, withoutBrackets, wordsOf } from './words.ts';

export interface IndexFirstOptions {
  /** Names both in reasons, events and settings. Default: the live source's name, else the index's. */
  readonly name?: string;
  /** Asked first. Where its file is not there (not built yet), the live source is asked alone. */
  readonly index: IndexSource;
  /**
   * The same service, over the network: asked about what the index does not have (an album by that artist of that
   * title). Its candidates must have the ids of the index's. Left out: nobody is asked over the network.
   */
  readonly live?: Source | undefined;
}

/**
 * An index and the service it was made of, as one source: two would count the same word twice. The service is asked
 * about albums that the index does not have, and about nothing else.
 */
export function createIndexFirstSource({ name, index, live }: IndexFirstOptions): Source {
  const isBuilt = () => existsSync(index.file);
  const weight = live?.weight ?? index.weight;

  return {
    spec: 1,
    kind: 'source',
    name: name ?? live?.name ?? index.name,
    answers: live?.answers ?? index.answers,
    ...(weight === undefined ? {} : { weight }),
    ...(live?.hosts ? { hosts: live.hosts } : {}),
    ...(live?.site ? { site: live.site } : {}),
    ...(live?.idOf ? { idOf: live.idOf } : {}),
    files: [index.file],

    async find(query, ctx) {
      const known = isBuilt() || !live ? await index.find(query, ctx) : [];
      if (!live || known.some((candidate) => isAbout(candidate, query))) return known;
      const found = await live.find(query, ctx);
      return found.length > 0 ? found : known;
    },

    async describe(candidate, ctx) {
      const described = isBuilt() ? await index.describe(candidate, ctx) : candidate;
      if (described !== candidate || !live?.describe) return described;
      return live.describe(candidate, ctx);
    },

    async check(ctx) {
      const built = isBuilt()
        ? ((await index.check?.(ctx)) ?? [])
        : [{ level: 'ok' as const, text: `no index at ${index.file}: asked over the network` }];
      return [...built, ...((await live?.check?.(ctx)) ?? [])];
    },

    async close() {
      await index.close?.();
      await live?.close?.();
    },
  };
}

/** The index searches widely: what it found is an answer where title and artist say the same, or an identifier does. */
function isAbout(candidate: Candidate, { title, creators, ids = {} }: Query): boolean {
  if (Object.entries(ids).some(([scheme, id]) => candidate.ids?.[scheme] === id)) return true;
  const { aliases = {} } = candidate;
  const titles = [candidate.title, ...(aliases.titles ?? [])];
  if (!titles.some((each) => sameWords(plain(each), plain(title)))) return false;
  const artist = new Set(creators.flatMap(nameWordsOf));
  const names = [...candidate.creators, ...(aliases.creators ?? [])];
  return artist.size === 0 || names.flatMap(nameWordsOf).some((word) => artist.has(word));
}

const plain = (title: string) => wordsOf(withoutBrackets(title));
const sameWords = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((word, index) => word === other[index]);
