import { EarmarkError } from '@earmark/core';
import type { Bytes } from './bytes.ts';

const newline = 10;
/** No record is so large: what is, is no dump. */
const mostBytes = 64 * 1024 * 1024;

/** The lines of a text, without the empty ones. A record is never longer in memory than itself. */
export async function* linesOf(chunks: Bytes, name: string): AsyncGenerator<string> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const line = textOf([...held, chunk.subarray(from, at)]);
      held = [];
      length = 0;
      from = at + 1;
      if (line !== '') yield line;
    }
    held.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > mostBytes) throw new EarmarkError('malformed', `${name} has a line without end`);
  }
  const last = textOf(held);
  if (last !== '') yield last;
}

const textOf = (parts: readonly Uint8Array[]) =>
  (parts.length === 1 && parts[0]
    ? Buffer.from(parts[0].buffer, parts[0].byteOffset, parts[0].length)
    : Buffer.concat(parts)
  )
    .toString('utf8')
    .trim();
