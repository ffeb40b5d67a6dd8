import type { TagReader } from '@earmark/core';
import { checkOptions } from '@earmark/core/options';
import {
  type ReaderSettings,
  readerChecks,
  readerSettings,
  type TagReaderOptions,
} from './options.ts';
import { createPool, type Pool } from './pool/pool.ts';
import { readInOrder } from './read-in-order.ts';

/** A reader that owns its threads. */
export interface OwnTagReader extends TagReader {
  /** Ends the worker threads. They do not keep the process alive while they rest. */
  close(): Promise<void>;
}

/** Reads tags in worker threads, without the power to write. */
export function createTagReader(options: TagReaderOptions): OwnTagReader {
  checkOptions(options, 'createTagReader', readerChecks);
  const settings = readerSettings(options);
  const pool = createPool(settings);
  return { ...readerOf(pool, settings), close: () => pool.close() };
}

export function readerOf(pool: Pool, { extensions }: ReaderSettings): TagReader {
  return {
    extensions,
    read: (paths, options = {}) => readInOrder(pool, paths, options),
    async readPicture(path) {
      const { front } = await pool.run({ kind: 'picture', path });
      return front && { mime: front.mime, bytes: Buffer.from(front.base64, 'base64') };
    },
  };
}
