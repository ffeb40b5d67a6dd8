import { readFile, stat } from 'node:fs/promises';
import { EarmarkError } from '@earmark/core';

const longestMs = 10_000;
const largestBytes = 5 * 1024 * 1024;

/** The text of a calendar: a file of this machine, or an address. What it says is never shown to anybody. */
export async function fetchCalendar(place: string): Promise<string> {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(place)) return fromFile(place);
  const url = new URL(place.replace(/^webcal:/i, 'https:'));
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new EarmarkError(
      'config',
      'A calendar is a file, or an address that begins with https:.',
    );
  const response = await fetch(url, { signal: AbortSignal.timeout(longestMs) }).catch((error) => {
    throw new EarmarkError('network', `${url.host} does not answer.`, { cause: error });
  });
  if (!response.ok || !response.body)
    throw new EarmarkError('network', `${url.host} answers ${response.status}.`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.byteLength;
    if (bytes > largestBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function fromFile(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > largestBytes) throw tooLarge();
    return await readFile(path, 'utf8');
  } catch (error) {
    if (EarmarkError.is(error)) throw error;
    throw new EarmarkError('io', 'The file of this calendar cannot be read.', { cause: error });
  }
}

const tooLarge = () => new EarmarkError('malformed', 'The calendar is larger than 5 MB.');
