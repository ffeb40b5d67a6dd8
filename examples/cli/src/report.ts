import { EarmarkError, toEarmarkError } from '@earmark/core';
import { CommanderError } from 'commander';
import { codeOf, ended } from './exit.ts';
import type { Io } from './io.ts';
import { printable } from './output/printable.ts';

/** Says what ended a command line early, and gives the exit code for it. */
export function report(thrown: unknown, args: readonly string[], io: Io): number {
  const usage = thrown instanceof CommanderError;
  const { code, message } = usage ? usageError(thrown) : toEarmarkError(thrown);
  if (args.includes('--json'))
    io.stdout.write(`${JSON.stringify({ event: 'failed', error: { code, message } })}\n`);
  // Commander has already told people.
  if (usage) return ended.usage;
  io.stderr.write(`earmark: ${message.split('\n').map(printable).join('\n')}\n`);
  if (code === 'internal' || args.includes('--verbose'))
    io.stderr.write(`${thrown instanceof Error ? thrown.stack : ''}\n`);
  return codeOf(code);
}

const usageError = ({ message }: CommanderError) =>
  new EarmarkError('config', message.replace(/^error: /, ''));
