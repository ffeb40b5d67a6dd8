import type { GenreLabel } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from './http.ts';

const typingMs = 250;

/** What the vocabulary makes of labels while they are typed. Without it nothing is said. */
export function useLabels(labels: readonly string[]): readonly GenreLabel[] {
  const found = useSignal<readonly GenreLabel[]>([]);
  const key = labels.join('\n');
  useEffect(() => {
    if (key === '') {
      found.value = [];
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const body = { labels };
      ask<{ readonly labels: readonly GenreLabel[] }>('api/genres/normalize', {
        method: 'POST',
        body,
        signal: controller.signal,
      }).then(
        ({ body: answer }) => {
          found.value = answer.labels;
        },
        () => {
          // Whoever types is not held up by a server that is away.
        },
      );
    }, typingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return found.value;
}

/** One value a line, without empty lines. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
