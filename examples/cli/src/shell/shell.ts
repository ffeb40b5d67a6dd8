import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { candidatesFor } from '../completion/candidates.ts';
import { knownNames } from '../completion/known-names.ts';
import type { Globals } from '../host/globals.ts';
import { type Io, listenFor } from '../io.ts';
import type { Session } from '../session.ts';
import { expand, short } from './short.ts';
import { splitWords } from './split-words.ts';

const ends: ReadonlySet<string> = new Set(['exit', 'quit', 'q']);
const historySize = 500;

/** Runs one line after the other, as if each had been typed after `earmark`, until `exit` or the end of the input. */
export async function shell(session: Session, globals: Globals): Promise<number> {
  const { io } = globals;
  const before = globalWords(globals);
  let code = 0;
  for await (const line of linesOf(session, globals)) {
    const words = splitWords(line);
    const [first] = words;
    if (first === undefined) continue;
    if (ends.has(first)) break;
    if (first === 'help' && words.length === 1) io.stdout.write(help());
    else code = await session.run([...before, ...expand(words)], inShell(io));
  }
  return code;
}

/** A person gets a prompt, completion and a history; from a pipe lines come as they are. */
async function* linesOf(session: Session, globals: Globals): AsyncGenerator<string> {
  const { io } = globals;
  if (!io.stdin.isTTY) return yield* createInterface({ input: io.stdin });
  io.stdout.write('`help` lists what is short here, Tab completes, Ctrl-D ends.\n');
  // At the prompt Ctrl-C drops the line; a command that runs hears of it itself.
  using _kept = listenFor(io.signals, ['SIGINT'], () => undefined);
  let history: string[] = [];
  for (;;) {
    const reader = createInterface({
      input: io.stdin,
      output: io.stdout,
      history,
      historySize,
      removeHistoryDuplicates: true,
      completer: (line: string) => complete(line, session, globals),
    });
    reader.on('history', (lines) => {
      history = lines;
    });
    const line = await asked(reader);
    // Closed while a command runs: its questions have the keyboard to themselves.
    reader.close();
    if (line === undefined) return;
    yield line;
  }
}

function asked(reader: ReturnType<typeof createInterface>): Promise<string | undefined> {
  return new Promise((resolve) => {
    reader.once('close', () => resolve(undefined));
    reader.on('SIGINT', () => {
      reader.write(null, { ctrl: true, name: 'e' });
      reader.write(null, { ctrl: true, name: 'u' });
    });
    void reader.question('earmark> ').then(resolve, () => resolve(undefined));
  });
}

async function complete(
  line: string,
  session: Session,
  globals: Globals,
): Promise<[string[], string]> {
  const words = /(^|\s)$/.test(line) ? [...splitWords(line), ''] : splitWords(line);
  const begun = words.at(-1) ?? '';
  const full = expand(words);
  const program = await session.programFor(full);
  const found = await candidatesFor(program, full, knownNames(globals));
  const shorts =
    words.length === 1 ? Object.keys(short).filter((word) => word.startsWith(begun)) : [];
  return [[...new Set([...shorts, ...found.map(({ word }) => word)])], begun];
}

/** A command in the shell has no input but the keyboard: piped lines are commands of the shell. */
const inShell = (io: Io): Io => (io.stdin.isTTY ? io : { ...io, stdin: Readable.from([]) });

function globalWords({ json, account, config, state, offline, quiet, verbose }: Globals) {
  const given = { account, config, state };
  const flags = { json, offline, quiet, verbose };
  return [
    ...Object.entries(given).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`] : [])),
  ];
}

function help(): string {
  const lines = Object.entries(short).map(([word, { means }]) => `  ${word.padEnd(11)}${means}`);
  return `${lines.join('\n')}
  exit       leave

Any other line is a command of its own, such as: list --genre Jazz, tag /music --dry-run, runs.
For all commands: --help. For one: list --help.
`;
}
