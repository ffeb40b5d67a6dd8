import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A private folder with copies of files, gone when it is disposed of: `await using folder = await createTempFolder()`. */
export interface TempFolder extends AsyncDisposable {
  readonly path: string;
  /** Copies a file in and gives the copy's path. `name` may name folders, too. */
  copy(source: string, name?: string): Promise<string>;
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function createTempFolder(prefix = 'earmark-'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  async function place(name: string): Promise<string> {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    return file;
  }
  const remove = () => rm(path, { recursive: true, force: true });
  return {
    path,
    async copy(source, name = basename(source)) {
      const file = await place(name);
      await copyFile(source, file);
      return file;
    },
    async write(name, content) {
      const file = await place(name);
      await writeFile(file, content);
      return file;
    },
    remove,
    [Symbol.asyncDispose]: remove,
  };
}
