import { availableParallelism } from 'node:os';
import { EarmarkError, type TagFormat } from '@earmark/core';
import { type Checks, flag, having, listOf, object, oneOf, whole } from '@earmark/core/options';
import type { WorkerFormat } from './pool/protocol.ts';

export interface TagReaderOptions {
  /** In the order they are asked: native ones first, `createTaglibFormat()` last. At least one. */
  readonly formats: readonly TagFormat[];
  /** Worker threads, 1 to 64. Default: one per core, at most 4. They start with the first file. */
  readonly workers?: number;
  /** How long one file may keep a worker without getting further, in ms, 100 and up. Default 10,000. */
  readonly timeoutMs?: number;
  /** What one worker may hold, in MB of JavaScript heap, 64 and up. Default 512. */
  readonly memoryMb?: number;
}
export interface TagSinkOptions extends TagReaderOptions {
  /** Change small things inside the padding of a big file (1 MB and more) instead of copying it. Default true. */
  readonly inPlace?: boolean;
  /** Give a written file the time it had. Then a rescan may not notice the change. Default false. */
  readonly keepMtime?: boolean;
  /**
   * A file with several names (hard links). `refuse` (default) does not write it. `separate` writes a copy
   * under this name: the other names keep the old content.
   */
  readonly hardLinks?: 'refuse' | 'separate';
  readonly verify?: {
    /** One of `formats` that must read the same values out of every result, where it recognises the file. */
    readonly secondReader?: TagFormat;
  };
}

export interface ReaderSettings {
  readonly formats: readonly WorkerFormat[];
  readonly extensions: ReadonlySet<string>;
  readonly size: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

export function readerSettings(options: TagReaderOptions): ReaderSettings {
  const { formats } = options;
  if (!Array.isArray(formats) || formats.length === 0)
    throw new EarmarkError(
      'config',
      'tags: give at least one format, such as createTaglibFormat()',
    );
  const names = new Set<string>();
  for (const format of formats) {
    if (format?.kind !== 'tag-format')
      throw new EarmarkError(
        'config',
        `tags: ${String(format?.name ?? format)} is not a tag format`,
      );
    if (names.has(format.name))
      throw new EarmarkError('config', `tags: the format ${format.name} is given twice`);
    names.add(format.name);
    if (!URL.canParse(format.codec.module)) {
      throw new EarmarkError(
        'config',
        `tags: the format ${format.name} names its codec's module as ${format.codec.module}; it has to be a URL, as import.meta.resolve() gives it`,
      );
    }
  }
  return {
    formats: formats.map(workerFormat),
    extensions: new Set(formats.flatMap((format) => format.extensions)),
    size: options.workers ?? Math.min(availableParallelism(), 4),
    timeoutMs: options.timeoutMs ?? 10_000,
    memoryMb: options.memoryMb ?? 512,
  };
}

export const readerChecks: Checks<TagReaderOptions> = {
  formats: listOf(having()),
  workers: whole(1, 64),
  timeoutMs: whole(100, 3_600_000),
  memoryMb: whole(64, 65_536),
};
export const sinkChecks: Checks<TagSinkOptions> = {
  ...readerChecks,
  inPlace: flag,
  keepMtime: flag,
  hardLinks: oneOf('refuse', 'separate'),
  verify: object<NonNullable<TagSinkOptions['verify']>>({ secondReader: having() }),
};

function workerFormat({ name, extensions, codec }: TagFormat): WorkerFormat {
  return {
    name,
    extensions,
    module: codec.module,
    export: codec.name,
    ...(codec.options === undefined ? {} : { options: codec.options }),
  };
}
