import type { z } from 'zod';
import { notThere, type ProblemPart, refuse } from './problem.ts';

const mostBodyBytes = 1024 * 1024;

/** Each parameter once; an unknown one is refused by name, as a misspelt filter would show too much. */
export function readQuery<T>(schema: z.ZodType<T>, url: URL): T {
  const given: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(given, name))
      refuse(400, `The parameter ${JSON.stringify(name)} is given twice.`);
    Object.defineProperty(given, name, { value, enumerable: true });
  }
  return checked(schema, given, '?');
}

export function readParams<T>(schema: z.ZodType<T>, params: Readonly<Record<string, string>>): T {
  const read = schema.safeParse(params);
  // An id that cannot be one is an id of nothing.
  return read.success ? read.data : notThere();
}

export async function readBody<T>(schema: z.ZodType<T>, request: Request): Promise<T> {
  const promised = request.headers.get('content-type');
  if (promised === null && (await bodyText(request)) === '') {
    const read = schema.safeParse(undefined);
    if (read.success) return read.data;
  }
  const type = promised?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json' && !type?.endsWith('+json'))
    refuse(415, 'Send JSON, with content-type: application/json.');
  if (request.headers.has('content-encoding'))
    refuse(415, 'Send the body as it is, without content-encoding.');
  return checked(schema, parsed(await bodyText(request)), '');
}

/** No more than a mebibyte, whatever its header promises. */
async function bodyText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBodyBytes) refuse(413, tooLarge);
  if (!request.body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body) {
    bytes += part.byteLength;
    if (bytes > mostBodyBytes) refuse(413, tooLarge);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const tooLarge = 'The body is larger than 1 MiB.';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 'The body is not JSON.');
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, place: '' | '?'): T {
  const read = safely(schema, value);
  if (read.success) return read.data;
  const errors = read.error.issues.slice(0, 10).map(
    ({ path, message }): ProblemPart => ({
      pointer: place === '?' ? `?${path.map(String).join('.')}` : `/${path.map(String).join('/')}`,
      message,
    }),
  );
  const [first] = errors;
  return refuse(
    400,
    first ? `${first.pointer}: ${first.message}` : 'The request is not understood.',
    { errors },
  );
}

/** A body nested deeper than the stack is no valid one either. */
function safely<T>(schema: z.ZodType<T>, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof RangeError) return refuse(400, 'The body is nested too deeply.');
    throw error;
  }
}
