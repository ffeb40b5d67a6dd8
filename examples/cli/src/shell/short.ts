/** What the accounts need all day, without their command's name. */
export const short: Readonly<
  Record<string, { readonly words: readonly string[]; readonly means: string }>
> = {
  status: { words: ['users', 'list'], means: 'all accounts, what they do and have done' },
  start: { words: ['users', 'start'], means: 'run an account now: start ann' },
  stop: { words: ['users', 'stop'], means: 'stop its run cleanly' },
  'start-all': { words: ['users', 'start-all'], means: 'start all enabled accounts' },
  'stop-all': { words: ['users', 'stop-all'], means: 'stop every running account' },
  pause: { words: ['users', 'pause'], means: 'no more runs for now' },
  resume: { words: ['users', 'resume'], means: 'go on after a pause' },
  enable: { words: ['users', 'enable'], means: 'let it run again' },
  disable: { words: ['users', 'disable'], means: 'do not run it until it is enabled' },
  config: { words: ['users', 'config'], means: 'its settings: config ann priority=8' },
};

/** A line's words as a command line. */
export function expand(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  return Object.hasOwn(short, first) ? [...(short[first]?.words ?? []), ...rest] : words;
}
