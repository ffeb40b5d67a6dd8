import type { RandomAccess } from '@earmark/core';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from 'strtok3';

/** Lets music-metadata read where it wants to, without the whole file in memory. */
export class FileTokenizer extends AbstractTokenizer {
  readonly fileInfo;
  readonly #file: RandomAccess;

  constructor(file: RandomAccess, path?: string) {
    super();
    this.#file = file;
    this.fileInfo = path === undefined ? { size: file.size } : { size: file.size, path };
  }

  supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.position = position;
  }

  async readBuffer(buffer: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const wanted = this.normalizeOptions(buffer, options);
    this.position = wanted.position;
    const got = await this.peekBuffer(buffer, wanted);
    this.position += got;
    return got;
  }

  async peekBuffer(buffer: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position, length, mayBeLess } = this.normalizeOptions(buffer, options);
    const bytes = this.#file.bytes(position, length);
    if (bytes.length < length && mayBeLess !== true) throw new EndOfStreamError();
    buffer.set(bytes);
    return bytes.length;
  }
}
