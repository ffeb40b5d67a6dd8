import { parentPort, workerData } from 'node:worker_threads';
import { EarmarkError, type Edit, type TagCodec, type TagFormat, toFault } from '@earmark/core';
import { type CodecRequest, farewell } from './codec-request.ts';

const maxRead = 64 * 1024 * 1024;
const { module, name, options } = workerData as TagFormat['codec'];
const loading: Promise<TagCodec> = import(module).then((exported) => exported[name](options));
loading.catch(() => undefined);

parentPort?.on('message', async (request: CodecRequest | typeof farewell) => {
  if (request === farewell) return parentPort?.close();
  try {
    parentPort?.postMessage({ id: request.id, answer: await answer(await loading, request) });
  } catch (error) {
    const fault = EarmarkError.is(error) ? toFault(error) : { message: String(error) };
    parentPort?.postMessage({ id: request.id, fault });
  }
});

async function answer(
  codec: TagCodec,
  { call, bytes, extension, set, front }: CodecRequest,
): Promise<unknown> {
  const file = accessTo(bytes, extension);
  switch (call) {
    case 'recognises':
      return codec.recognises(bytes.subarray(0, 16_384));
    case 'read':
      return codec.read(file);
    case 'essence':
      return [...(codec.essence?.(file) ?? [])];
    case 'inventory':
      return [...codec.inventory(file)];
    case 'changes':
      return [...(codec.changes?.(file, set) ?? [])];
    case 'pictures':
      return [...(codec.pictures?.(file) ?? [])].map((one) => ({
        ...one,
        bytes: Uint8Array.from(one.bytes),
      }));
    case 'cover': {
      const made = codec.cover?.(file, front);
      return made && { edits: [...made.edits].map(copied), changes: [...made.changes] };
    }
    case 'edits':
      return codec.edits === undefined ? undefined : [...codec.edits(file, set)].map(copied);
  }
}

/** A view would send all that lies behind it. */
function copied({ range, bytes }: Edit): Edit {
  return { range, bytes: Uint8Array.from(bytes) };
}

function accessTo(bytes: Uint8Array, extension: string) {
  return {
    size: bytes.length,
    extension,
    bytes(offset: number, length: number): Uint8Array {
      if (!(offset >= 0 && length >= 0) || length > maxRead)
        throw new EarmarkError('malformed', `a read of ${offset}+${length} makes no sense`);
      return bytes.subarray(offset, offset + length);
    },
  };
}
