/** Waiters of this process go in the order they came, one lock at a time: the first one asks the disk, the others need not. */
export interface Turns {
  /** Gives the way to end the turn, or nothing where it did not come before `until` resolved. */
  take(name: string, until: () => Promise<unknown>): Promise<(() => void) | undefined>;
}

export function createTurns(): Turns {
  const queues = new Map<string, (() => void)[]>();

  function end(name: string) {
    const next = queues.get(name)?.shift();
    if (next) next();
    else queues.delete(name);
  }
  function once(name: string): () => void {
    let ended = false;
    return () => {
      if (!ended) end(name);
      ended = true;
    };
  }

  return {
    async take(name, until) {
      const queue = queues.get(name);
      if (queue === undefined) {
        queues.set(name, []);
        return once(name);
      }
      const { promise, resolve } = Promise.withResolvers<true>();
      const call = () => resolve(true);
      queue.push(call);
      if (await Promise.race([promise, until().then(() => false)])) return once(name);
      const place = queue.indexOf(call);
      if (place >= 0) queue.splice(place, 1);
      // The turn came in the same moment: it is passed on.
      else end(name);
      return undefined;
    },
  };
}
