import type { Command } from 'commander';
import type { Session } from '../session.ts';

/** Gives a command its arguments, options and sub-commands. */
export type DefineCommand = (command: Command, session: Session) => void;
