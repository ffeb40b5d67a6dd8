import type { IFileAbstraction, IStream } from 'node-taglib-sharp';
import { library } from './library.ts';

/** A file that node-taglib-sharp changes in memory: the real one is never opened by it. */
export function createMemoryFile(name: string, content: Uint8Array) {
  const { ByteVector, SeekOrigin } = library();
  let bytes: Uint8Array = Uint8Array.from(content);
  let length = bytes.length;

  function createStream(canWrite: boolean): IStream {
    let position = 0;
    return {
      canWrite,
      get length() {
        return length;
      },
      get position() {
        return position;
      },
      set position(place) {
        position = place;
      },
      close: () => undefined,
      read(buffer, offset, wanted) {
        const part = bytes.subarray(position, Math.min(position + wanted, length));
        buffer.set(part, offset);
        position += part.length;
        return part.length;
      },
      seek(offset, origin) {
        if (origin === SeekOrigin.Begin) position = offset;
        else position = offset + (origin === SeekOrigin.End ? length : position);
      },
      setLength(wanted) {
        resize(wanted);
      },
      write(buffer, offset, wanted) {
        const source = buffer instanceof ByteVector ? buffer.toByteArray() : buffer;
        const part = source.subarray(offset, offset + wanted);
        if (position + part.length > length) resize(position + part.length);
        bytes.set(part, position);
        position += part.length;
        return part.length;
      },
    };
  }
  function resize(wanted: number): void {
    if (wanted > bytes.length) {
      const grown = new Uint8Array(Math.ceil(wanted * 1.2));
      grown.set(bytes.subarray(0, length));
      bytes = grown;
    }
    if (wanted > length) bytes.fill(0, length, wanted);
    length = wanted;
  }
  const file: IFileAbstraction = {
    name,
    get readStream() {
      return createStream(false);
    },
    get writeStream() {
      return createStream(true);
    },
    closeStream: () => undefined,
  };
  return { file, content: () => bytes.subarray(0, length) };
}
