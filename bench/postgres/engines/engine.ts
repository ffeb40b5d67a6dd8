/** A job queue on PostgreSQL, as the benchmark uses each of them. */
export interface Engine {
  readonly name: string;
  open(url: string): Promise<Opened>;
}
export interface Opened {
  add(payload: number): Promise<void>;
  /** With a key of its own. */
  addKeyed(payload: number): Promise<void>;
  addMany(count: number): Promise<void>;
  /** Adds jobs that no worker of this benchmark takes: of another topic or with other needs, or not due for a day. */
  addForeign(count: number): Promise<void>;
  addLater(count: number): Promise<void>;
  /** Calls for each job, so many at a time, until it is stopped. */
  work(slots: number, each: () => void): Promise<() => Promise<void>>;
  /** Claims and completes in batches, without a worker, until nothing is left. */
  drain(atOnce: number): Promise<number>;
  close(): Promise<void>;
}
