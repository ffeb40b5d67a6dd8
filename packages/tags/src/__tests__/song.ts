import { readFile, writeFile } from 'node:fs/promises';
import { createNoteFormat, createTempFolder, type NoteFaults, noteFile } from '@earmark/testkit';
import { createTagSink } from '../index.ts';
import type { TagSinkOptions } from '../options.ts';
import { writeContext } from './context.ts';

export const sound = Buffer.alloc(20_000, 'sound');
const songOf = (bytes: Uint8Array) =>
  Buffer.from(noteFile({ title: ['Old'], comment: ['kept'] }, bytes));
export const songBytes = songOf(sound);

/** A folder with one song in it, and a sink over it. */
export async function songWithSink(
  options: Partial<TagSinkOptions> & {
    readonly faults?: NoteFaults;
    readonly soundBytes?: number;
  } = {},
) {
  const { faults, soundBytes, ...rest } = options;
  const folder = await createTempFolder();
  const written = soundBytes === undefined ? sound : Buffer.alloc(soundBytes, 'sound');
  const path = await folder.write('album/song.note', songOf(written));
  const sink = createTagSink({ formats: [createNoteFormat(faults)], workers: 1, ...rest });
  const target = 'music:album/song.note';
  return {
    folder,
    path,
    sink,
    target,
    ctx: writeContext({ music: folder.path }),
    bytes: () => readFile(path),
    change: (title: string) => ({ kind: 'fields', target, set: { title: [title] } }) as const,
    snapshot: async () => (await readFile(path)).toString('latin1'),
    tamper: () => writeFile(path, noteFile({ title: ['Theirs'], genre: ['Theirs'] }, written)),
    async [Symbol.asyncDispose]() {
      await sink.close?.();
      await folder.remove();
    },
  };
}
