import { EarmarkError, type ReadResult } from '@earmark/core';
import type { AnswerOf, Job, WorkerFormat } from './protocol.ts';
import { createThread, type Lost, type Thread } from './thread.ts';

export interface Pool {
  readonly size: number;
  /** Reads a batch, in order. A file that kills its worker is an answer like any other. */
  read(paths: readonly string[], essence: boolean): Promise<readonly ReadResult[]>;
  run<One extends Exclude<Job, { kind: 'read' }>>(job: One): Promise<AnswerOf[One['kind']]>;
  close(): Promise<void>;
}
export interface PoolOptions {
  readonly formats: readonly WorkerFormat[];
  readonly size: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** So many requests wait at a thread that it has work while the main thread is busy with something else. */
export const depth = 8;
/** A thread may be ended while it starts; more often than this is no coincidence. */
const maxStarts = 3;

export function createPool({ formats, size, timeoutMs, memoryMb }: PoolOptions): Pool {
  const threads = new Set<Thread>();
  const queue: (() => void)[] = [];
  let closed = false;

  function spawn(): Thread {
    const thread = createThread({
      formats,
      timeoutMs,
      memoryMb,
      onLost: () => threads.delete(thread),
    });
    threads.add(thread);
    return thread;
  }
  function free(): Thread | undefined {
    let best: Thread | undefined;
    for (const thread of threads) if (best === undefined || thread.load < best.load) best = thread;
    if (best === undefined || (best.load > 0 && threads.size < size)) return spawn();
    return best.load < depth ? best : undefined;
  }
  async function thread(): Promise<Thread> {
    for (;;) {
      if (closed) throw new EarmarkError('aborted', 'the tag reader was closed');
      const found = free();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => queue.push(resolve));
    }
  }
  async function attempt<One extends Job>(job: One): Promise<AnswerOf[One['kind']] | Lost> {
    const chosen = await thread();
    try {
      return await chosen.run(job);
    } finally {
      queue.shift()?.();
    }
  }
  /** Runs until the request was answered or lost its thread by its own fault. */
  async function persist<One extends Job>(job: One): Promise<AnswerOf[One['kind']] | Lost> {
    for (let starts = 0; ; ) {
      const answer = await attempt(job);
      if (!isLost(answer) || answer.guilty) return answer;
      // Lost through a neighbour's fault it tries again, and again: each such loss leaves one guilty file less.
      if (answer.lost.request === 0 && ++starts === maxStarts) return answer;
    }
  }
  async function read(paths: readonly string[], essence: boolean): Promise<readonly ReadResult[]> {
    if (paths.length === 0) return [];
    const answer = await persist({ kind: 'read', paths, essence });
    if (!isLost(answer)) return answer;
    const at = answer.guilty ? answer.lost.item : 0;
    const [before, after] = await Promise.all([
      read(paths.slice(0, at), essence),
      read(paths.slice(at + 1), essence),
    ]);
    return [...before, lostFile(paths[at] ?? '', answer), ...after];
  }

  return {
    size,
    read,
    async run(job) {
      const answer = await persist(job);
      if (isLost(answer)) throw new EarmarkError('malformed', lostMessage(job.path, answer));
      return answer;
    },
    async close() {
      closed = true;
      for (const wake of queue.splice(0)) wake();
      await Promise.all([...threads].map((each) => each.close()));
      threads.clear();
    },
  };
}

function isLost(answer: object): answer is Lost {
  return 'lost' in answer;
}
const lostMessage = (path: string, { lost }: Lost): string =>
  `${path} ${lost.reason}; its worker was replaced. Look at the file: it may be damaged`;
const lostFile = (path: string, lost: Lost): ReadResult => ({
  path,
  ok: false,
  fault: { code: 'malformed', message: lostMessage(path, lost) },
});
