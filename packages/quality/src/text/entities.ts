import { withoutEntities as read } from '@earmark/core';

/** The text without HTML entities; undefined where it has none. */
export function withoutEntities(text: string): string | undefined {
  const plain = read(text.replaceAll(/&nbsp;/gi, ' '), { unreadable: 'stays' });
  return plain === text ? undefined : plain;
}
