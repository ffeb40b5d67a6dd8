import { emitKeypressEvents } from 'node:readline';
import { isCancel, text } from '@clack/prompts';

/** What a review in a terminal needs of one. */
export interface Terminal {
  /** In cells, as it is now. */
  readonly width: number;
  say(text: string): void;
  /** One key, as its character or name: `y`, `?`, `left`, `return`, `escape`; `interrupt` for Ctrl-C and for a terminal that went away. */
  key(): Promise<string>;
  /** A line of text; undefined where the person went back. */
  ask(question: string, initial?: string): Promise<string | undefined>;
  close(): void;
}

interface Keypress {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly sequence?: string;
}

export function openTerminal(): Terminal {
  const { stdin, stdout } = process;
  const typed: string[] = [];
  let waiting: ((key: string) => void) | undefined;
  let asking = false;

  const push = (key: string) => {
    if (waiting) waiting(key);
    else typed.push(key);
    waiting = undefined;
  };
  const onKey = (char: string | undefined, key: Keypress) => {
    if (!asking) push(nameOf(char, key));
  };
  const onEnd = () => push('interrupt');
  emitKeypressEvents(stdin);
  stdin.on('keypress', onKey);
  stdin.on('end', onEnd);
  process.on('SIGHUP', onEnd);
  process.on('SIGTERM', onEnd);
  stdin.setRawMode(true);
  stdin.resume();

  return {
    get width() {
      return stdout.columns || 80;
    },
    say: (line) => void stdout.write(`${line}\n`),
    key() {
      const next = typed.shift();
      if (next !== undefined) return Promise.resolve(next);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    async ask(message, initial = '') {
      asking = true;
      try {
        const answer = await text({ message, initialValue: initial });
        return isCancel(answer) ? undefined : (answer ?? '');
      } finally {
        asking = false;
        stdin.setRawMode(true);
        stdin.resume();
      }
    },
    close() {
      stdin.off('keypress', onKey);
      stdin.off('end', onEnd);
      process.off('SIGHUP', onEnd);
      process.off('SIGTERM', onEnd);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

function nameOf(char: string | undefined, { name = '', ctrl = false, sequence }: Keypress): string {
  if (ctrl && (name === 'c' || name === 'd')) return 'interrupt';
  if (char !== undefined && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(char)) return char;
  return name || sequence || '';
}
