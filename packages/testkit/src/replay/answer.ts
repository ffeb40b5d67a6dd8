import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReplayAnswer } from './routes.ts';

/** Sends an answer, well or badly as it says. */
export async function send(out: ServerResponse, answer: ReplayAnswer): Promise<void> {
  const { misbehave, afterMs } = answer;
  if (afterMs !== undefined) await pause(afterMs);
  if (misbehave?.kind === 'hang') return;
  const body = await bytesOf(answer);
  const length = misbehave?.kind === 'wrong-length' ? misbehave.contentLength : body.length;
  out.strictContentLength = false;
  out.writeHead(answer.status ?? 200, {
    'content-type': typeof answer.body === 'string' ? 'text/plain' : 'application/json',
    'content-length': length,
    ...answer.headers,
  });
  if (misbehave?.kind === 'drip') {
    for (const byte of body) {
      if (out.destroyed) return;
      out.write(Buffer.of(byte));
      await pause(misbehave.everyMs);
    }
    out.end();
    return;
  }
  if (misbehave === undefined) {
    out.end(body);
    return;
  }
  const part = misbehave.kind === 'cut' ? body.subarray(0, misbehave.afterBytes) : body;
  out.write(part, () => out.destroy());
}

async function bytesOf({ body, file }: ReplayAnswer): Promise<Buffer> {
  if (file !== undefined) return readFile(file);
  if (body === undefined) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
