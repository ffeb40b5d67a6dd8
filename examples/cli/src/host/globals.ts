import type { Command } from 'commander';

/** The options that every command takes. */
export interface Globals {
  readonly json?: boolean;
  readonly account?: string;
  readonly config?: string;
  readonly state?: string;
  readonly offline?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export const globalsOf = (command: Command): Globals => command.optsWithGlobals<Globals>();
