import { u32 } from '../bytes.ts';
import { numberItems, pairItems } from '../mapping.ts';

const utf8 = 1;
const integer = 21;

export function atom(type: string, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(length), Buffer.from(type, 'latin1'), ...content]);
}

/** An item that says these texts, or nothing where it cannot: a number's item holds whole numbers. */
export function buildItem(key: string, texts: readonly string[]): Buffer | undefined {
  const pair = pairItems.get(key);
  const number = numberItems.get(key);
  if (pair !== undefined) return whole(texts[0] ?? '', key, pair);
  if (number !== undefined) return counted(texts[0] ?? '', key, number);
  const values = texts.map((text) => data(utf8, Buffer.from(text)));
  if (!key.startsWith('----:')) return atom(key, ...values);
  const [, mean = '', ...name] = key.split(':');
  return atom('----', named('mean', mean), named('name', name.join(':')), ...values);
}

const data = (type: number, value: Uint8Array): Buffer => atom('data', u32(type), u32(0), value);
const named = (type: string, text: string): Buffer => atom(type, u32(0), Buffer.from(text));

function whole(text: string, key: string, length: number): Buffer {
  const [number = 0, total = 0] = text.split('/').map(Number);
  const value = Buffer.alloc(length);
  value.writeUInt16BE(number, 2);
  value.writeUInt16BE(total, 4);
  return atom(key, data(0, value));
}

function counted(text: string, key: string, length: number): Buffer | undefined {
  if (!/^\d{1,9}$/.test(text) || Number(text) >= 256 ** length) return undefined;
  const value = Buffer.alloc(length);
  value.writeUIntBE(Number(text), 0, length);
  return atom(key, data(integer, value));
}
