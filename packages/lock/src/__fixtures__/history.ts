/** One line of the common log. `killing` and `stopping` are written before the signal, `continued` after it, `acquired` after the answer, `confirming` before the question. */
export interface Line {
  readonly who: string;
  readonly what:
    | 'acquired'
    | 'confirming'
    | 'confirmed'
    | 'refused'
    | 'releasing'
    | 'killing'
    | 'stopping'
    | 'continued';
  readonly key?: string;
  readonly token?: number;
}

export interface Verdict {
  readonly acquired: number;
  readonly confirmed: number;
  readonly refused: number;
  readonly killed: number;
  readonly stopped: number;
  readonly faults: readonly string[];
}

interface Hold {
  readonly who: string;
  readonly token: number;
}

/**
 * Reads the log in its order and says what must never be in it. With `leases` a stopped process may lose what it
 * holds: until it has ended one hold after it went on, what it says it holds is not counted.
 */
export function judgeHistory(lines: Iterable<Line>, { leases }: { leases: boolean }): Verdict {
  const counts = { acquired: 0, confirmed: 0, refused: 0, killing: 0, stopping: 0 };
  const largest = new Map<string, number>();
  const given = new Set<string>();
  const holders = new Map<string, Hold>();
  const killed = new Set<string>();
  const asleep = new Map<string, 'stopped' | 'continued'>();
  const doubtful = new Map<string, boolean>();
  const faults: string[] = [];

  for (const { who, what, key = '', token = 0 } of lines) {
    if (what in counts) counts[what as keyof typeof counts]++;
    if (what === 'acquired') {
      const before = holders.get(key);
      if (before !== undefined)
        faults.push(
          `${who} got ${key} with ${token} while ${before.who} held it with ${before.token}`,
        );
      if (given.has(`${key} ${token}`)) faults.push(`${key} gave token ${token} twice`);
      given.add(`${key} ${token}`);
      largest.set(key, Math.max(token, largest.get(key) ?? 0));
      if (!asleep.has(who) && !killed.has(who)) holders.set(key, { who, token });
    }
    if (what === 'confirming') doubtful.set(`${who} ${key}`, token < (largest.get(key) ?? 0));
    if (what === 'confirmed' && doubtful.get(`${who} ${key}`))
      faults.push(`${who} was confirmed for ${key} with ${token} though a larger token was out`);
    const ended = what === 'releasing' || what === 'refused';
    if (ended && holders.get(key)?.who === who) holders.delete(key);
    if (what === 'killing') killed.add(who);
    if (ended && asleep.get(who) === 'continued') asleep.delete(who);
    if (what === 'continued' && asleep.has(who)) asleep.set(who, 'continued');
    if (what === 'stopping' && leases) asleep.set(who, 'stopped');
    if (what === 'killing' || (what === 'stopping' && leases))
      for (const [held, hold] of holders) if (hold.who === who) holders.delete(held);
  }
  return {
    acquired: counts.acquired,
    confirmed: counts.confirmed,
    refused: counts.refused,
    killed: counts.killing,
    stopped: counts.stopping,
    faults,
  };
}
