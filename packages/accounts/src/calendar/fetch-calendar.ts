import { lookup as systemLookup } from 'node:dns';
import { readFile, stat } from 'node:fs/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { EarmarkError } from '@earmark/core';
import { isPublicAddress } from './public-address.ts';

export interface CalendarFetchOptions {
  /** Which IP addresses may be connected to. Default: those of the Internet, so that a calendar is no way into the networks around the server. */
  readonly isAllowed?: (address: string) => boolean;
  /** Default: the system's. */
  readonly lookup?: LookupFunction;
}

const longestMs = 10_000;
const largestBytes = 5 * 1024 * 1024;
const mostRedirects = 5;

/** Reads the text of a calendar: a file of this machine, or an address. What it says is never shown to anybody. */
export function createCalendarFetch(options: CalendarFetchOptions = {}) {
  const { isAllowed = isPublicAddress, lookup = systemLookup } = options;

  /** Asked at each connection: a name may lead elsewhere the next time. */
  const guarded: LookupFunction = (host, { all, ...how }, done) =>
    lookup(host, { ...how, all: true }, (error, found) => {
      if (error) return done(error, '');
      const allowed = [found]
        .flat()
        .filter((each) => typeof each === 'object' && isAllowed(each.address));
      const [first] = allowed;
      if (typeof first !== 'object') return done(inside(host), '');
      if (all) return done(null, allowed as { address: string; family: number }[]);
      return done(null, first.address, first.family);
    });

  function answerOf(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isAllowed(host)) throw inside(host);
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    return new Promise((resolve, reject) => {
      send(url, { lookup: guarded, agent: false, signal }, resolve).on('error', reject).end();
    });
  }

  async function fromAddress(place: string): Promise<string> {
    const signal = AbortSignal.timeout(longestMs);
    let url = addressOf(place);
    try {
      for (let hop = 0; hop <= mostRedirects; hop += 1) {
        const answer = await answerOf(url, signal);
        const { statusCode = 0, headers } = answer;
        if (statusCode === 200) return await textOf(answer);
        answer.destroy();
        if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined)
          throw new EarmarkError('network', `${url.host} answers ${statusCode}.`);
        url = addressOf(headers.location, url);
      }
    } catch (error) {
      if (EarmarkError.is(error)) throw error;
      throw new EarmarkError('network', `${url.host} does not answer.`, { cause: error });
    }
    throw new EarmarkError('network', `${url.host} redirects too often.`);
  }

  return (place: string): Promise<string> =>
    /^[a-z][a-z0-9+.-]+:/i.test(place) ? fromAddress(place) : fromFile(place);
}

function addressOf(place: string, base?: URL): URL {
  const plain = place.replace(/^webcal:/i, 'https:');
  const url = URL.canParse(plain, base?.href) ? new URL(plain, base) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new EarmarkError('config', 'A calendar is a file, or an address that begins with https:.');
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += (part as Uint8Array).byteLength;
    if (bytes > largestBytes) throw tooLarge();
    parts.push(part as Uint8Array);
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
const inside = (host: string) =>
  new EarmarkError(
    'config',
    `${host} is in a private network, where calendars are not fetched from. To allow it: EARMARK_PRIVATE_CALENDARS=1.`,
  );
