import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/spec';
import { makeFolder } from '../make-folder.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Exchange, Outgoing, Transport } from './exchange.ts';
import { redactHeaders, redactJson, redactText, redactUrl } from './redact.ts';

/** One exchange as it lies in a folder: readable, and without secrets. A body is parsed JSON, text, or `base64`. */
export interface Recording {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly base64?: string;
  };
}

/** True of the bytes on the wire, not of the body that is kept. */
const wireHeaders = ['content-encoding', 'content-length', 'transfer-encoding', 'connection'];

export function createRecorder(transport: Transport, folder: string, redact: Redactor): Transport {
  return async (request, signal) => {
    const answer = await transport(request, signal);
    const body = redact.json(await bodyOf(request));
    const headers = redactHeaders(answer.headers);
    for (const name of wireHeaders) delete headers[name];
    const recording: Recording = {
      request: {
        method: request.method,
        url: redact.text(redactUrl(request.url)),
        headers: redact.json(redactHeaders(request.headers)),
        ...(body === undefined ? {} : { body }),
      },
      response: redact.json({ status: answer.status, headers, ...answered(answer.bytes) }),
    };
    await makeFolder(folder);
    await writeFile(
      join(folder, nameOf(request, body, redact)),
      `${JSON.stringify(recording, undefined, 2)}\n`,
    );
    return answer;
  };
}

export function createReplay(folder: string, redact: Redactor): Transport {
  return async (request) => {
    const body = redact.json(await bodyOf(request));
    const file = join(folder, nameOf(request, body, redact));
    const kept = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause;
      throw new EarmarkError(
        'config',
        `No recorded answer for ${request.method} ${redactUrl(request.url)} (${file}). Record it first, or turn replay off.`,
      );
    });
    const { response } = JSON.parse(kept) as Recording;
    return {
      status: response.status,
      headers: new Headers(response.headers),
      bytes: bytesOf(response),
    } satisfies Exchange;
  };
}

/** The same for two requests that differ only in their secrets, their headers or the order of their parameters. */
function nameOf(request: Outgoing, body: unknown, redact: Redactor): string {
  const url = new URL(redact.text(redactUrl(request.url)));
  url.searchParams.sort();
  const digest = createHash('sha256')
    .update(JSON.stringify([request.method, url.href, body ?? null]))
    .digest('hex');
  const readable = `${url.host}${url.pathname}`.replaceAll(/[^\w.-]+/g, '-').slice(0, 80);
  return `${request.method}-${readable}-${digest.slice(0, 12)}.json`;
}

async function bodyOf({ body }: Outgoing): Promise<unknown> {
  if (body === undefined) return undefined;
  if (body instanceof FormData) {
    const parts: unknown[] = [];
    for (const [name, value] of body)
      parts.push({ [name]: typeof value === 'string' ? value : await fileOf(value) });
    return redactJson(parts);
  }
  if (typeof body === 'string') return readable(body);
  return answered(body);
}

async function fileOf(file: File): Promise<unknown> {
  return { file: file.name, base64: Buffer.from(await file.arrayBuffer()).toString('base64') };
}

function answered(bytes: Uint8Array): { readonly body?: unknown; readonly base64?: string } {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer)
    ? { body: readable(text) }
    : { base64: buffer.toString('base64') };
}

function readable(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? redactText(text) : redactJson(parsed);
  } catch {
    return redactText(text);
  }
}

function bytesOf({ body, base64: encoded }: Recording['response']): Uint8Array {
  if (encoded !== undefined) return Buffer.from(encoded, 'base64');
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
