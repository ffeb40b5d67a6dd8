import { Worker } from 'node:worker_threads';
import { EarmarkError } from '@earmark/core';
import { createProgress, type Progress, progressBytes } from './progress.ts';
import {
  type AnswerOf,
  farewell,
  type Job,
  type WorkerAnswer,
  type WorkerFormat,
  type WorkerRequest,
} from './protocol.ts';

const graceMs = 2000;
/** What one file leaves behind is gone before the next: with room for many, little is ever moved. */
const youngMb = 64;
/** Loading its modules is no file's fault, and takes long on a busy machine. */
const startMs = 30_000;

/** Why a thread is gone, and what it was at: the request and the item in it that was its end. */
export interface Loss {
  readonly reason: string;
  readonly request: number;
  readonly item: number;
}
/** What a request ends with when its thread was lost. */
export interface Lost {
  readonly lost: Loss;
  /** Whether this very request was worked on. */
  readonly guilty: boolean;
}
export interface Thread {
  readonly load: number;
  run<One extends Job>(job: One): Promise<AnswerOf[One['kind']] | Lost>;
  close(): Promise<void>;
}
export interface ThreadOptions {
  readonly formats: readonly WorkerFormat[];
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Called once, when the thread has gone by itself or was ended by its watchdog. */
  readonly onLost: () => void;
}

interface Waiting {
  resolve(json: string): void;
  lose(lost: Lost): void;
  reject(error: EarmarkError): void;
}

/** One worker thread with its watchdog. It does not keep the process alive while it has nothing to do. */
export function createThread({ formats, timeoutMs, memoryMb, onLost }: ThreadOptions): Thread {
  const shared = new SharedArrayBuffer(progressBytes);
  const progress = createProgress(shared);
  // By the package's own name: src/worker.ts under the source condition, else dist/worker.js.
  const worker = new Worker(new URL(import.meta.resolve('@earmark/tags/worker')), {
    name: 'earmark-tags',
    workerData: { formats, progress: shared },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
  });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone = false;
  let seen: Progress = progress.now();
  let seenAt = 0;
  let watchdog: NodeJS.Timeout | undefined;

  function lose(reason: string): void {
    if (gone) return;
    gone = true;
    clearInterval(watchdog);
    const { request, item } = progress.now();
    for (const [id, entry] of waiting)
      entry.lose({ lost: { reason, request, item }, guilty: id === request });
    waiting.clear();
    void worker.terminate();
    onLost();
  }
  function look(): void {
    const now = progress.now();
    if (now.syncing || now.beats !== seen.beats) {
      seen = now;
      seenAt = performance.now();
    } else {
      const patienceMs = now.request === 0 ? Math.max(startMs, timeoutMs) : timeoutMs;
      if (performance.now() - seenAt > patienceMs) lose(`took longer than ${patienceMs / 1000} s`);
    }
  }
  function rest(): void {
    if (waiting.size > 0) return;
    worker.unref();
    clearInterval(watchdog);
    watchdog = undefined;
  }

  /** A thread that is ended while it still loads its modules can take the process with it: it is asked first. */
  function leaves(): Promise<unknown> {
    const left = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(farewell);
    const patience = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    return Promise.race([left, patience]);
  }

  worker.on('message', (answer: WorkerAnswer) => {
    const entry = waiting.get(answer.id);
    waiting.delete(answer.id);
    rest();
    if ('json' in answer) entry?.resolve(answer.json);
    else entry?.reject(new EarmarkError(answer.fault.code, answer.fault.message));
  });
  worker.on('error', (error: NodeJS.ErrnoException) =>
    lose(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `needed more than ${memoryMb} MB of memory`
        : `broke its reader (${error.message})`,
    ),
  );
  worker.on('exit', (code) => lose(`ended its reader (exit code ${code})`));

  return {
    get load() {
      return waiting.size;
    },
    run(job) {
      const request: WorkerRequest = { id: ++lastId, job };
      return new Promise((resolve, reject) => {
        waiting.set(request.id, {
          resolve: (json) => resolve(JSON.parse(json)),
          lose: resolve,
          reject,
        });
        if (watchdog === undefined) {
          seenAt = performance.now();
          watchdog = setInterval(look, Math.max(10, timeoutMs / 10)).unref();
        }
        worker.ref();
        worker.postMessage(request);
      });
    },
    async close() {
      if (gone) return;
      gone = true;
      clearInterval(watchdog);
      const idle = waiting.size === 0;
      for (const entry of waiting.values())
        entry.reject(new EarmarkError('aborted', 'the tag reader was closed'));
      waiting.clear();
      if (idle) await leaves();
      await worker.terminate();
    },
  };
}
