/** Answers that are good for a while, in this process alone: the newest few, and no failures. */
export interface Kept<Value> {
  get(key: string, now: number, ask: () => Promise<Value>): Promise<Value>;
}

export function createKept<Value>(lifetimeMs: number, most: number): Kept<Value> {
  const values = new Map<string, { readonly until: number; readonly value: Value }>();
  return {
    async get(key, now, ask) {
      const known = values.get(key);
      if (known !== undefined && known.until > now) return known.value;
      const value = await ask();
      values.delete(key);
      values.set(key, { until: now + lifetimeMs, value });
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
      return value;
    },
  };
}
