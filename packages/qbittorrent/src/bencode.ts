import { EarmarkError } from '@earmark/spec';

/** Where a value of a bencoded text lies. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const deepest = 64;
const [digit0, digit9, colon, minus] = [0x30, 0x39, 0x3a, 0x2d];
const [dictionary, list, integer, end] = [0x64, 0x6c, 0x69, 0x65];

/** The values of a dictionary by their keys, each as the bytes it takes: no more of a torrent is ever needed. */
export function dictionaryAt(bytes: Uint8Array, from = 0): ReadonlyMap<string, Span> {
  if (bytes[from] !== dictionary) throw malformed('it does not begin with a dictionary');
  const values = new Map<string, Span>();
  let at = from + 1;
  while (bytes[at] !== end) {
    const key = textAt(bytes, at);
    const to = endOf(bytes, key.to, 1);
    values.set(key.text, { from: key.to, to });
    at = to;
  }
  return values;
}

export function textAt(bytes: Uint8Array, from: number): { readonly text: string; to: number } {
  const body = stringAt(bytes, from);
  return { text: new TextDecoder().decode(bytes.subarray(body.from, body.to)), to: body.to };
}

export function integerAt(bytes: Uint8Array, from: number): number | undefined {
  if (bytes[from] !== integer) return undefined;
  const to = bytes.indexOf(end, from);
  return Number(new TextDecoder().decode(bytes.subarray(from + 1, to)));
}

function endOf(bytes: Uint8Array, from: number, depth: number): number {
  if (depth > deepest) throw malformed('it is nested too deeply');
  const kind = bytes[from];
  if (kind === integer) {
    let at = from + 1;
    while (isNumeric(bytes[at])) at += 1;
    if (bytes[at] !== end || at === from + 1) throw malformed('a number does not end');
    return at + 1;
  }
  if (kind !== list && kind !== dictionary) return stringAt(bytes, from).to;
  let at = from + 1;
  while (bytes[at] !== end) {
    if (kind === dictionary) at = stringAt(bytes, at).to;
    at = endOf(bytes, at, depth + 1);
  }
  return at + 1;
}

function stringAt(bytes: Uint8Array, from: number): Span {
  let length = 0;
  let at = from;
  for (let digit = bytes[at]; isDigit(digit) && at - from < 10; digit = bytes[at]) {
    length = length * 10 + digit - digit0;
    at += 1;
  }
  const to = at + 1 + length;
  if (at === from || bytes[at] !== colon || to > bytes.length) throw malformed('a text is cut');
  return { from: at + 1, to };
}

const isDigit = (byte: number | undefined): byte is number =>
  byte !== undefined && byte >= digit0 && byte <= digit9;
const isNumeric = (byte: number | undefined) => isDigit(byte) || byte === minus;

const malformed = (how: string) => new EarmarkError('malformed', `No torrent file: ${how}.`);
