/**
 * A few shared integers in which a worker says what it is at, so that the main thread can tell a worker that
 * is stuck from one that has much to do, and name the file.
 */
export interface Progress {
  readonly request: number;
  readonly item: number;
  readonly beats: number;
  /** It waits for the disk: that may take long, and nobody can hurry it. */
  readonly syncing: boolean;
}
/** What the work itself reports. */
export interface Steps {
  /** It got a step further in the same file: a big one takes long without being stuck. */
  beat(): void;
  /** Runs what brings bytes to the disk. */
  sync(work: () => void): void;
}

const cell = { request: 0, item: 1, beats: 2, syncing: 3 };
export const progressBytes = 4 * Int32Array.BYTES_PER_ELEMENT;

export function createProgress(buffer: SharedArrayBuffer) {
  const cells = new Int32Array(buffer);
  const beat = () => {
    Atomics.add(cells, cell.beats, 1);
  };
  return {
    /** The worker begins an item of a request. */
    begin(request: number, item: number): void {
      Atomics.store(cells, cell.request, request);
      Atomics.store(cells, cell.item, item);
      beat();
    },
    beat,
    sync(work: () => void): void {
      Atomics.store(cells, cell.syncing, 1);
      try {
        work();
      } finally {
        Atomics.store(cells, cell.syncing, 0);
        beat();
      }
    },
    now(): Progress {
      return {
        request: Atomics.load(cells, cell.request),
        item: Atomics.load(cells, cell.item),
        beats: Atomics.load(cells, cell.beats),
        syncing: Atomics.load(cells, cell.syncing) === 1,
      };
    },
  };
}
