import { EarmarkError } from '@earmark/core';
import type { Command } from 'commander';

/** What every command that puts work into the queue lets say of it. */
export interface QueueFlags {
  readonly priority?: string;
  readonly needs?: string;
}
export interface QueueWish {
  readonly priority: number;
  readonly needs: readonly string[];
}

export const queueFlags = (command: Command): Command =>
  command
    .option('--priority <n>', 'with --queue: higher goes first, negative waits for all others')
    .option(
      '--needs <words>',
      'with --queue: only for workers with all of these abilities, separated by commas, such as hevc-gpu',
    );

export function wishOf({ priority = '0', needs = '' }: QueueFlags): QueueWish {
  const number = Number(priority);
  if (priority.trim() === '' || !Number.isFinite(number))
    throw new EarmarkError('config', `--priority is a number, not ${priority}`);
  return { priority: number, needs: words(needs) };
}

export const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
