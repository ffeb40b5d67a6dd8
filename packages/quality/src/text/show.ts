/** A value in quotes, its invisible characters made visible. */
export function shown(value: string): string {
  const visible = value.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  return `"${visible}"`;
}
export const shownAll = (values: readonly string[]): string =>
  values.length === 0 ? 'nothing' : values.map(shown).join('; ');

/** A few of many, with how many more there are. */
export function some(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
export const nameOf = (target: string): string => target.slice(target.lastIndexOf('/') + 1);
export const counted = (count: number, one: string): string =>
  `${count} ${one}${count === 1 ? '' : 's'}`;
