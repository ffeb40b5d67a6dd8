import type { Io } from '../io.ts';

/** The options that every command takes, and where it runs. */
export interface Globals {
  readonly io: Io;
  readonly json?: boolean;
  readonly account?: string;
  readonly config?: string;
  readonly state?: string;
  readonly offline?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
