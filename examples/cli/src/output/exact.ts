/** Spaces that are seen as something else or as nothing at all, and characters that are not seen. */
const hidden = /(?! )\p{Zs}|\p{Cf}|\p{Cc}|\p{Mn}/gu;
const spaces = /^\s|\s$|\s\s/;

/** Every character of a value to be told from every other: what is hidden stands there by its number. */
export function exact(value: string): string {
  return value.replace(
    hidden,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );
}

/** Whether people see what is different as the values stand; else they are shown in quotes, and exactly. */
export function isEvident(before: readonly string[], after: readonly string[]): boolean {
  const all = [...before, ...after];
  return (
    !all.some((value) => spaces.test(value)) && new Set(all.map(look)).size === new Set(all).size
  );
}

const look = (value: string) =>
  value
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ');
