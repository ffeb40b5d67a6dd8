import type { Io } from '../io.ts';
import { cut } from './cells.ts';

/** Where words go: results and JSON to stdout, everything about the way there to stderr. */
export interface Output {
  readonly json: boolean;
  readonly verbose: boolean;
  /** Progress is drawn: a person is watching, and wants to. */
  readonly lively: boolean;
  /** In cells; without an end where nobody looks at it on a screen. */
  readonly width: number;
  /** One JSON object on stdout; nothing without `--json`. */
  data(value: object): void;
  /** A result for people on stdout; nothing with `--json`. */
  say(text: string): void;
  /** One of many results that come along while a run goes on, on stdout; nothing with `--json` or `--quiet`. */
  tell(text: string): void;
  /** A word on the way there, on stderr; nothing with `--quiet`. */
  note(text: string): void;
  /** What went wrong, on stderr, also with `--quiet`. */
  complain(text: string): void;
  /** Draws over the line that it drew before, on a terminal only. An empty text clears it. */
  draw(text: string): void;
}

export interface OutputOptions {
  readonly io: Pick<Io, 'stdout' | 'stderr'>;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function createOutput({
  io: { stdout, stderr },
  json = false,
  quiet = false,
  verbose = false,
}: OutputOptions): Output {
  const lively = !quiet && stderr.isTTY === true;
  const width = stdout.columns || Number.POSITIVE_INFINITY;
  let drawn = false;

  function clear() {
    if (drawn) stderr.write('\r\u001b[2K');
    drawn = false;
  }

  function complain(text: string) {
    clear();
    stderr.write(`${text}\n`);
  }

  function say(text: string) {
    if (json) return;
    clear();
    stdout.write(`${text}\n`);
  }

  return {
    json,
    verbose,
    lively,
    width,
    data(value) {
      if (!json) return;
      clear();
      stdout.write(`${JSON.stringify(value)}\n`);
    },
    say,
    tell(text) {
      if (!quiet) say(text);
    },
    note(text) {
      if (!quiet) complain(text);
    },
    complain,
    draw(text) {
      if (!lively) return;
      clear();
      if (text === '') return;
      stderr.write(cut(text, (stderr.columns || 80) - 1));
      drawn = true;
    },
  };
}
