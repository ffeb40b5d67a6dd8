import type { RandomAccess } from '@earmark/core';
import { genreNames } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import { genreNumber, numberItems, pairItems } from '../mapping.ts';
import type { Item, Value } from './parse.ts';

const utf16 = new TextDecoder('utf-16be');
const textTypes = new Set([0, 1, 2]);

/** What an item says, as texts: a pair as `3/12`, a number in decimal digits, a genre by its name. */
export function textsOf(file: RandomAccess, { key, values }: Item): string[] {
  const texts: string[] = [];
  for (const value of values) {
    const text = textOf(file, key, value);
    if (text !== undefined && text !== '') texts.push(text);
  }
  return texts;
}

function textOf(file: RandomAccess, key: string, value: Value): string | undefined {
  const isText = value.type === 1 || value.type === 2;
  if (key === genreNumber) return genreIn(file, value);
  if (pairItems.has(key) && !isText) return pairIn(file, value);
  if ((numberItems.has(key) && !isText) || value.type === 21 || value.type === 22)
    return numberIn(file, value);
  if (!textTypes.has(value.type)) return undefined;
  if (key === '©gen' && looksLikeNumber(file, value)) return genreIn(file, value);
  const bytes = asBuffer(file.bytes(value.offset, value.length));
  const text = value.type === 2 ? utf16.decode(bytes) : bytes.toString();
  return text.replace(/\0+$/, '');
}

/** Some programs put the number of `gnre` where a name belongs. */
const looksLikeNumber = (file: RandomAccess, { offset, length }: Value): boolean =>
  length === 2 && file.bytes(offset, 1)[0] === 0;

function genreIn(file: RandomAccess, { offset, length }: Value): string | undefined {
  if (length < 2) return undefined;
  return genreNames[asBuffer(file.bytes(offset, 2)).readUInt16BE(0) - 1];
}

function pairIn(file: RandomAccess, { offset, length }: Value): string | undefined {
  if (length < 4) return undefined;
  const bytes = asBuffer(file.bytes(offset, Math.min(length, 6)));
  return `${bytes.readUInt16BE(2)}/${bytes.length < 6 ? 0 : bytes.readUInt16BE(4)}`;
}

function numberIn(file: RandomAccess, { offset, length }: Value): string | undefined {
  if (length < 1 || length > 8) return undefined;
  return BigInt(`0x${asBuffer(file.bytes(offset, length)).toString('hex')}`).toString();
}
