import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where an error in a configuration arose, as an editor opens it (`/music/earmark.config.ts:3`): the file alone where nobody knows. */
export function placeOf(error: unknown, file: string, source: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return headed(stack) ?? framed(stack, file) ?? unparsed(error, file, source) ?? file;
}

/** A parser puts the place above its error; it may be in a file that the configuration imports. */
function headed(stack: string): string | undefined {
  const [, where, line] = /^(.+):(\d+)\n/.exec(stack) ?? [];
  return where === undefined ? undefined : `${pathOf(where)}:${line}`;
}

/** What runs has a frame for each call: the innermost one in the configuration is the line that a person wrote. */
function framed(stack: string, file: string): string | undefined {
  for (const [, where = '', line] of stack.matchAll(/(file:\/\/[^\s)]+):(\d+):\d+/g))
    if (pathOf(where) === file) return `${file}:${line}`;
  return undefined;
}

/** The engine keeps the line of a syntax error in plain JavaScript to itself; the parser of types does not. */
function unparsed(error: unknown, file: string, source: string): string | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  try {
    stripTypeScriptTypes(source, { sourceUrl: file });
    return undefined;
  } catch (found) {
    return found instanceof Error ? headed(found.stack ?? '') : undefined;
  }
}

/** Imports of a changed configuration end in a question mark and a number. */
const pathOf = (where: string) =>
  where.startsWith('file://') ? fileURLToPath(where.replace(/\?.*$/, '')) : where;
