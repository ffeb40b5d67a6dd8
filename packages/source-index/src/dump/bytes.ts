import { EarmarkError } from '@earmark/core';

export type Bytes = AsyncIterable<Uint8Array>;

/** Reads exact lengths from chunks of any size. */
export interface ByteReader {
  /** Up to so many bytes, without taking them. */
  peek(length: number): Promise<Uint8Array>;
  /** Exactly so many bytes; throws `malformed` where the end comes first. */
  take(length: number): Promise<Uint8Array>;
  /** The next so many bytes in chunks as they come. */
  pass(length: number): Bytes;
  rest(): Bytes;
}

export function createByteReader(chunks: Bytes, name: string): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  let ended = false;

  async function more(): Promise<boolean> {
    if (ended) return false;
    const { value, done } = await iterator.next();
    if (done) ended = true;
    else held = held.length === 0 ? value : Buffer.concat([held, value]);
    return !ended;
  }
  async function fill(length: number): Promise<void> {
    while (held.length < length && (await more()));
  }
  function cutOff(): EarmarkError {
    return new EarmarkError('malformed', `${name} ends in the middle: fetch it again`);
  }

  return {
    async peek(length) {
      await fill(length);
      return held.subarray(0, length);
    },
    async take(length) {
      await fill(length);
      if (held.length < length) throw cutOff();
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
    async *pass(length) {
      for (let left = length; left > 0; ) {
        if (held.length === 0 && !(await more())) throw cutOff();
        const part = held.subarray(0, left);
        held = held.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
    async *rest() {
      while (held.length > 0 || (await more())) {
        const part = held;
        held = new Uint8Array(0);
        if (part.length > 0) yield part;
      }
    },
  };
}
