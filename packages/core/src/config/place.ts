import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where an error in a configuration arose, as an editor opens it (`/music/earmark.config.ts:3`): the file alone where nobody knows. */
export async function placeOf(error: unknown, file: string): Promise<string> {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return headed(stack) ?? framed(stack, file) ?? (await unparsed(error, file)) ?? file;
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

/** The engine keeps the line of a syntax error in plain JavaScript to itself, unless it is asked for nothing else. */
async function unparsed(error: unknown, file: string): Promise<string | undefined> {
  if (!(error instanceof SyntaxError)) return undefined;
  const said = await promisify(execFile)(process.execPath, ['--check', file]).catch(
    (refused: { readonly stderr?: string }) => refused,
  );
  return headed(said.stderr ?? '');
}

/** Imports of a changed configuration end in a question mark and a number. */
const pathOf = (where: string) =>
  where.startsWith('file://') ? fileURLToPath(where.replace(/\?.*$/, '')) : where;
