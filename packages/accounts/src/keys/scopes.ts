import { EarmarkError } from '@earmark/core';

/** What a key may be used for. A session may do all that its person may. */
export const scopes = [
  'albums:read',
  'reviews:read',
  'reviews:write',
  'runs:write',
  'settings:write',
  'tags:write',
  'keys:write',
  'metrics:read',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

const shorthands: Readonly<Record<string, readonly Scope[]>> = {
  read: ['albums:read', 'reviews:read', 'metrics:read'],
  all: scopes,
};
export const scopeWords: readonly string[] = [...scopes, ...Object.keys(shorthands)];

/** Writes shorthands out. Throws `config` for a word that is no scope. */
export function readScopes(words: readonly string[]): readonly Scope[] {
  const named = words.flatMap((word) => shorthands[word] ?? [scopeOf(word)]);
  return scopes.filter((scope) => named.includes(scope));
}

function scopeOf(word: string): Scope {
  const scope = scopes.find((each) => each === word);
  if (scope) return scope;
  throw new EarmarkError(
    'config',
    `Unknown scope ${JSON.stringify(word)}. Valid scopes: ${scopeWords.join(', ')}.`,
  );
}
