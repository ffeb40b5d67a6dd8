import { EarmarkError } from '@earmark/core';
import { safeName } from './names.ts';

export interface BookNames {
  readonly author: string;
  readonly title: string;
  readonly series?: string;
  readonly part?: string;
  readonly narrator?: string;
  readonly year?: string;
  readonly asin?: string;
}
const words = new Set(['author', 'title', 'series', 'part', 'narrator', 'year', 'asin']);

/** Where a book goes, relative to the library. `<…>` is left out where one of its words is empty. */
export function layoutOf(template: string, names: BookNames): string {
  const values = new Map(Object.entries(names).map(([word, text]) => [word, String(text ?? '')]));
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, word: string) => {
      if (!words.has(word))
        throw new EarmarkError(
          'config',
          `The template has {${word}}. It may have: ${[...words].map((each) => `{${each}}`).join(' ')}.`,
        );
      // A slash in a value is no folder.
      return (values.get(word) ?? '').replace(/[\\/]/g, ' ');
    });
  const path = template.replace(/<([^<>]*)>/g, (_, optional: string) => {
    const named = [...optional.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => word);
    return named.some((word) => (values.get(word) ?? '') === '') ? '' : optional;
  });
  return path
    .split('/')
    .map((part) => safeName(filled(part)))
    .filter((part) => part !== '')
    .join('/');
}
