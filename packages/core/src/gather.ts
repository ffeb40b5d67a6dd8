import { setImmediate } from 'node:timers';

export interface GatherOptions {
  /** So many go together at most. */
  readonly most?: number;
  /** While an answer is awaited, the next ones gather. Else each turn's are asked at once, beside one another. */
  readonly oneByOne?: boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly answer: PromiseWithResolvers<Result>;
}

/**
 * Makes one question of those that are asked in the same turn, as each would cost a round trip. `ask` gives the
 * answers in the order of the items, each of which may still be on its way; where it throws, all of them failed.
 */
export function gather<Item, Result>(
  ask: (items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>,
  { most = Number.POSITIVE_INFINITY, oneByOne = false }: GatherOptions = {},
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isDue = false;

  async function answer(some: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const answers = await ask(some.map(({ item }) => item));
      for (const [index, one] of some.entries()) one.answer.resolve(answers[index] as Result);
    } catch (error) {
      for (const one of some) one.answer.reject(error);
    }
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, most);
      waiting = waiting.slice(some.length);
      const answered = answer(some);
      if (oneByOne) await answered;
    }
    isDue = false;
  }

  return (item) => {
    const answer = Promise.withResolvers<Result>();
    waiting.push({ item, answer });
    if (!isDue) setImmediate(() => void flush());
    isDue = true;
    return answer.promise;
  };
}
