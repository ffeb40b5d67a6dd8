import { EarmarkError } from '@earmark/spec';

/** Throws `config` where a value is not what it must be. `path` is how the message calls it: `decide: bands.auto`. */
export type Check = (value: unknown, path: string) => void;
/** One for every option that there is. */
export type Checks<Options> = { readonly [Key in keyof Required<Options>]: Check };

/** A misspelt option is silence where a person expected an effect, and nonsense is an effect nobody expected: both are refused. */
export function checkOptions<Options>(
  options: Options,
  who: string,
  checks: Checks<Options>,
): Options {
  object(checks)(options, `${who}:`);
  return options;
}

/** Known keys only, each as it must be. An undefined one was not given. */
export function object<Options>(checks: Checks<Options>): Check {
  const known = new Map(Object.entries<Check>(checks));
  return (value, path) => {
    must(typeof value === 'object' && value !== null, path, 'an object of options', value);
    for (const [key, each] of Object.entries(value ?? {})) {
      const check = known.get(key);
      const whole = path.endsWith(':');
      if (!check)
        throw new EarmarkError(
          'config',
          `${whole ? path : `${path}:`} unknown option "${key}". Valid options: ${[...known.keys()].sort().join(', ')}`,
        );
      if (each !== undefined) check(each, whole ? `${path} ${key}` : `${path}.${key}`);
    }
  };
}

/** A number between the two, both included. */
export function between(least: number, most = Number.POSITIVE_INFINITY): Check {
  const range = most === Number.POSITIVE_INFINITY ? `from ${least}` : `from ${least} to ${most}`;
  return (value, path) =>
    must(
      typeof value === 'number' && value >= least && value <= most,
      path,
      `a number ${range}`,
      value,
    );
}
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  return (value, path) =>
    must(
      Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
      path,
      `a whole number ${range}`,
      value,
    );
}
export const flag: Check = (value, path) =>
  must(typeof value === 'boolean', path, 'true or false', value);
export const text: Check = (value, path) =>
  must(typeof value === 'string' && value !== '', path, 'text', value);
export const callable: Check = (value, path) =>
  must(typeof value === 'function', path, 'a function', value);
export function oneOf(...words: readonly string[]): Check {
  return (value, path) =>
    must(words.includes(String(value)), path, `one of ${words.join(', ')}`, value);
}
export function listOf(check: Check): Check {
  return (value, path) => {
    must(Array.isArray(value), path, 'a list', value);
    for (const [at, each] of Array.isArray(value) ? value.entries() : [])
      check(each, `${path}[${at}]`);
  };
}
export function recordOf(check: Check): Check {
  return (value, path) => {
    must(typeof value === 'object' && value !== null, path, 'an object', value);
    for (const [key, each] of Object.entries(value ?? {})) check(each, `${path}.${key}`);
  };
}
/** Something with these methods. */
export function having(...methods: readonly string[]): Check {
  return (value, path) => {
    const thing = Object(value) as Readonly<Record<string, unknown>>;
    const missing = methods.filter((name) => typeof thing[name] !== 'function');
    must(missing.length === 0, path, `something with the method ${missing[0]}`, value);
  };
}

export const clockLike: Check = having('now', 'monotonic', 'sleep');

export function must(holds: boolean, path: string, what: string, value: unknown): void {
  if (!holds) throw new EarmarkError('config', `${path} must be ${what}, not ${shown(value)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
