import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly child: ChildProcess;
  readonly url: string;
  readonly key: string;
  /** What it has used so far: processor time in milliseconds, resident bytes. */
  figures(): Promise<{ readonly cpuMs: number; readonly rss: number }>;
}

/** A server in a process of its own, so that what it uses is its own. */
export async function startChild(...args: readonly string[]): Promise<Measured> {
  const program = fileURLToPath(new URL('./server.ts', import.meta.url));
  const child = fork(program, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (!child.stdout) throw new Error('it has an output');
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Omit<Measured, 'figures'> & { readonly figures: string };
    return {
      ...said,
      child,
      figures: async () => (await fetch(said.figures)).json() as ReturnType<Measured['figures']>,
    };
  }
  throw new Error('it ended before it served');
}

export const share = (values: readonly number[], part: number): number =>
  Number((values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0).toFixed(2));
