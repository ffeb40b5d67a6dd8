import { stripVTControlCharacters } from 'node:util';

/** What a file or a service says may hold control characters: they are shown, never obeyed by the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, '\u00b7');
}
