/** What stands where a secret was. */
const redacted = '<redacted>';
/** Shorter values are in every other word: they say nothing, and would take words with them. */
const leastLength = 6;

/** Knows the values that may never be seen, and takes them out of what core writes, sends or throws. */
export interface Redactor {
  add(value: string): void;
  text(text: string): string;
  /** The same value where nothing in it is secret. */
  json<T>(value: T): T;
}

export function createRedactor(): Redactor {
  /** Longest first: one value may be part of another. */
  let values: readonly string[] = [];

  function text(given: string): string {
    let shown = given;
    for (const value of values)
      if (shown.includes(value)) shown = shown.replaceAll(value, redacted);
    return shown;
  }

  function json(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) {
      const shown = value.map(json);
      return shown.some((each, at) => each !== value[at]) ? shown : value;
    }
    if (value instanceof Error) {
      const message = text(value.message);
      return message === value.message ? value : new Error(message);
    }
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    const entries = Object.entries(value);
    const shown = entries.map(([key, each]) => [text(key), json(each)] as const);
    const same = shown.every(
      ([key, each], at) => key === entries[at]?.[0] && each === entries[at][1],
    );
    return same ? value : Object.fromEntries(shown);
  }

  return {
    add(value) {
      if (value.length < leastLength || values.includes(value)) return;
      const forms = new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
      values = [...new Set([...values, ...forms])].sort((a, b) => b.length - a.length);
    },
    text,
    json: <T>(value: T) => (values.length === 0 ? value : (json(value) as T)),
  };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
