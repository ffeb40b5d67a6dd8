import { resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import type { Io } from './io.ts';

/** A path as somebody typed it, made absolute. An empty one is a variable that was not set, never the current folder. */
export function typedPath(text: string, { cwd }: Pick<Io, 'cwd'>): string {
  if (text.trim() !== '') return resolve(cwd, text);
  throw new EarmarkError(
    'config',
    'The path is empty. If it came from a variable, the variable is not set; for the current folder give .',
  );
}
