import type { Run } from '@earmark/core';
import { counted } from './counted.ts';
import { printable } from './printable.ts';

/** What plans say beside their diffs (`the tag becomes ID3v2.4`), each once with its number of files. */
export function notesOf(run: Run): () => readonly string[] {
  const files = new Map<string, number>();
  run.on('change-planned', ({ plan: { notes = [] } }) => {
    for (const note of notes) files.set(note, (files.get(note) ?? 0) + 1);
  });
  return () => [...files].map(([note, count]) => `${counted(count, 'file')}: ${printable(note)}`);
}
