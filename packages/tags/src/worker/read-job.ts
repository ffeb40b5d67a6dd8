import type { ReadResult } from '@earmark/core';
import { toFault } from '@earmark/core';
import type { Job } from '../pool/protocol.ts';
import type { LoadedFormat } from './codecs.ts';
import { essenceOf, hashEssence } from './essence.ts';
import { fileError } from './faults.ts';
import { type OpenFile, openFile } from './file-access.ts';
import { readTags, type Understood } from './read-tags.ts';

export async function readJob(
  { paths, essence }: Job & { kind: 'read' },
  formats: readonly LoadedFormat[],
  beat: () => void,
  begin: (item: number) => void,
): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = [];
  for (const [item, path] of paths.entries()) {
    begin(item);
    // Awaiting what is there already would cost more than reading a small file.
    const result = readFile(path, formats, essence, beat);
    results.push(result instanceof Promise ? await result : result);
  }
  return results;
}

function readFile(
  path: string,
  formats: readonly LoadedFormat[],
  essence: boolean,
  beat: () => void,
): ReadResult | Promise<ReadResult> {
  let file: OpenFile | undefined;
  const failed = (error: unknown): ReadResult => {
    file?.close();
    return { path, ok: false, fault: toFault(fileError(error, path)) };
  };
  try {
    const open = openFile(path);
    file = open;
    const succeeded = ({ format, tags }: Understood): ReadResult => {
      const found = { path, ok: true, format: tags.container ?? format.name, tags } as const;
      const digest = essence ? essenceDigest(open, format, beat) : undefined;
      file = undefined;
      open.close();
      return digest === undefined ? found : { ...found, essence: digest };
    };
    const understood = readTags(open, formats);
    return understood instanceof Promise
      ? understood.then(succeeded).catch(failed)
      : succeeded(understood);
  } catch (error) {
    return failed(error);
  }
}

/** Absent where the format does not know where its sound is, or this file's tags could not be told from it. */
function essenceDigest(file: OpenFile, { codec }: LoadedFormat, beat: () => void) {
  const ranges = essenceOf(codec, file);
  return ranges.length === 0 ? undefined : hashEssence(file, ranges, beat);
}
