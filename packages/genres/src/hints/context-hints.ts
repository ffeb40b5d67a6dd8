import type { Hints } from '@earmark/core';
import { artistHints } from './artist.ts';
import { folderHints } from './folders.ts';
import { labelHints } from './labels.ts';
import { type ContextHintsOptions, parseHintSettings } from './options.ts';
import { titleHints } from './words.ts';

/**
 * Weak evidence from what is already here: folder names, the artist's other albums, the record label, words of
 * the title. No network; it keeps nothing between two subjects.
 */
export function createContextHints(options: ContextHintsOptions = {}): Hints {
  const settings = parseHintSettings(options);
  return {
    spec: 1,
    kind: 'hints',
    name: 'context',
    hints: async (subject, ctx) =>
      subject.kind === 'book'
        ? []
        : [
            ...folderHints(subject),
            ...titleHints(subject),
            ...labelHints(subject, settings),
            ...(await artistHints(subject, settings, ctx)),
          ],
  };
}
