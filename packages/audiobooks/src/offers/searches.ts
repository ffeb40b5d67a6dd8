import type { Wish } from '../types.ts';

/** Where no person asked again, a wish is searched for once a day at most. */
const searchEveryMs = 20 * 3_600_000;

/** What is searched for a wish, how it went the last time, and when it is its turn again. */
export interface WishSearch {
  readonly wish: string;
  /** What finders are asked for. Without a title: all of the author or the series. */
  readonly query: Pick<Wish, 'title' | 'creators' | 'series' | 'narrator' | 'language' | 'asin'>;
  readonly searchedAt?: number;
  /** What was found then. */
  readonly found?: Wish['found'];
  /** Why a finder did not answer the last time. */
  readonly fault?: string;
  readonly dueAt: number;
}

export const dueAt = ({ searchedAt, createdAt }: Wish): number =>
  searchedAt === undefined ? createdAt : searchedAt + searchEveryMs;

/** The searches of open wishes, the next one first. */
export function searchesOf(wishes: readonly Wish[]): readonly WishSearch[] {
  return wishes
    .filter(({ status }) => status === 'open')
    .map((wish) => {
      const { id, status: _, createdAt: __, searchedAt, found, fault, ...query } = wish;
      return {
        wish: id,
        query,
        ...(searchedAt !== undefined && { searchedAt }),
        ...(found && { found }),
        ...(fault !== undefined && { fault }),
        dueAt: dueAt(wish),
      };
    })
    .sort((one, other) => one.dueAt - other.dueAt || (one.wish < other.wish ? -1 : 1));
}
