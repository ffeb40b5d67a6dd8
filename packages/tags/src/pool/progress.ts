/**
 * A few shared integers in which a worker says what it is at, so that the main thread can tell a worker that
 * is stuck from one that has much to do, and name the file.
 */
export interface Progress {
  readonly request: number;
  readonly item: number;
  readonly beats: number;
}

export const progressBytes = 3 * Int32Array.BYTES_PER_ELEMENT;

export function createProgress(buffer: SharedArrayBuffer) {
  const cells = new Int32Array(buffer);
  return {
    /** The worker begins an item of a request. */
    begin(request: number, item: number): void {
      Atomics.store(cells, 0, request);
      Atomics.store(cells, 1, item);
      Atomics.add(cells, 2, 1);
    },
    /** It got a step further in the same item: a big file takes long without being stuck. */
    beat(): void {
      Atomics.add(cells, 2, 1);
    },
    now(): Progress {
      return {
        request: Atomics.load(cells, 0),
        item: Atomics.load(cells, 1),
        beats: Atomics.load(cells, 2),
      };
    },
  };
}
export type ProgressCells = ReturnType<typeof createProgress>;
