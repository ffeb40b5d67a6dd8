import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type {
  ByteRange,
  Edit,
  EmbeddedPicture,
  Fields,
  PictureBytes,
  TagCodec,
  TagFormat,
  Tags,
} from '@earmark/core';
import { type CodecRequest, farewell } from './codec-request.ts';

interface Answers {
  readonly recognises: boolean;
  readonly read: Tags;
  readonly essence: readonly ByteRange[];
  readonly inventory: readonly (ReturnType<TagCodec['inventory']> extends Iterable<infer Entry>
    ? Entry
    : never)[];
  readonly changes: readonly string[];
  readonly edits: readonly Edit[] | undefined;
  readonly pictures: readonly EmbeddedPicture[];
  readonly cover:
    | { readonly edits: readonly Edit[]; readonly changes: readonly string[] }
    | undefined;
}
/** What a codec refused with. `code` is absent where it threw something that has no name. */
export class CodecFault extends Error {
  readonly code: string | undefined;
  constructor(fault: { readonly code?: string; readonly message: string }) {
    super(fault.message);
    this.code = fault.code;
  }
}
export interface CodecThread {
  call<Call extends keyof Answers>(
    call: Call,
    bytes: Uint8Array,
    set?: Fields,
    front?: PictureBytes,
  ): Promise<Answers[Call]>;
  close(): Promise<void>;
}
const graceMs = 2000;
/** Far more than any small file needs, on any machine. */
const timeoutMs = 15_000;

/** A format's codec as it is used: imported by a worker thread, by the name that the plugin gives. */
export function createCodecThread({ codec, extensions }: TagFormat): CodecThread {
  const worker = new Worker(new URL(import.meta.resolve('@earmark/testkit/codec-worker')), {
    workerData: codec,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const died = new Promise<never>((_, reject) => {
    worker.once('error', reject);
  });
  died.catch(() => undefined);
  let id = 0;
  return {
    async call(call, bytes, set = {}, front?: PictureBytes) {
      const about = { id: ++id, call, bytes, set, extension: extensions[0] ?? '' };
      const request: CodecRequest = front ? { ...about, front } : about;
      const answered = new Promise<Answers[typeof call]>((resolve, reject) => {
        worker.once('message', (message) => {
          if (message.fault === undefined) resolve(message.answer);
          else reject(new CodecFault(message.fault));
        });
      });
      worker.postMessage(request);
      return within(Promise.race([answered, died]), `${call} of ${bytes.length} bytes`);
    },
    async close() {
      // A thread that is ended in the middle of something can take the process with it: it is asked first.
      const left = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage(farewell);
      await Promise.race([left, sleep(graceMs, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}

async function within<Answer>(work: Promise<Answer>, what: string): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`${what} took longer than ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
