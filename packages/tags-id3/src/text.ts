/** The four text encodings of ID3v2, by their first byte. */
export const latin1 = 0;
export const utf16 = 1;
export const utf16be = 2;
export const utf8 = 3;

/** One string. A byte order mark decides for itself; without one `bigEndian` does. */
export function decodeText(
  bytes: Buffer,
  encoding: number,
  bigEndian = encoding === utf16be,
): string {
  if (encoding === latin1) return bytes.toString('latin1', 0, bytes.length);
  if (encoding === utf8) {
    const marked = bytes.length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return bytes.toString('utf8', marked ? 3 : 0, bytes.length);
  }
  if (bytes.length >= 2) {
    const mark = bytes.readUInt16BE(0);
    if (mark === 0xfffe) return bytes.toString('utf16le', 2, bytes.length);
    if (mark === 0xfeff) return swapped(bytes.subarray(2));
  }
  return bigEndian ? swapped(bytes) : bytes.toString('utf16le', 0, bytes.length);
}

function swapped(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

/** Where the string that starts at `from` ends, and where the next one begins. */
export function stringEnd(bytes: Buffer, from: number, encoding: number): [number, number] {
  if (encoding === latin1 || encoding === utf8) {
    const end = bytes.indexOf(0, from);
    return end < 0 ? [bytes.length, bytes.length] : [end, end + 1];
  }
  for (let at = from; at + 1 < bytes.length; at += 2)
    if (bytes[at] === 0 && bytes[at + 1] === 0) return [at, at + 2];
  return [bytes.length, bytes.length];
}

/** All strings of a text that NULs divide, in any version of the tag; empty ones are dropped. */
export function decodeStrings(bytes: Buffer, encoding: number): string[] {
  if (encoding === latin1 || encoding === utf8) {
    const whole = decodeText(bytes, encoding);
    if (!whole.includes('\0')) return whole === '' ? [] : [whole];
    return whole.split('\0').filter((part) => part !== '');
  }
  const parts: string[] = [];
  // A later string often goes without the mark of the first one.
  let bigEndian = encoding === utf16be;
  for (let at = 0; at < bytes.length; ) {
    const [end, next] = stringEnd(bytes, at, encoding);
    const part = bytes.subarray(at, end);
    if (part.length >= 2) {
      const mark = part.readUInt16BE(0);
      if (mark === 0xfeff) bigEndian = true;
      else if (mark === 0xfffe) bigEndian = false;
    }
    const text = decodeText(part, encoding, bigEndian);
    if (text !== '') parts.push(text);
    at = next;
  }
  return parts;
}

/** Can every character be said in Latin-1? */
export function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

/** Strings divided by NUL, with the encoding byte in front; UTF-16 strings each with their own mark. */
export function encodeStrings(values: readonly string[], encoding: number): Buffer {
  if (encoding === latin1) return Buffer.from(`\0${values.join('\0')}`, 'latin1');
  if (encoding === utf8) return Buffer.from(`\x03${values.join('\0')}`, 'utf8');
  return Buffer.concat([
    Buffer.from([utf16]),
    Buffer.from(values.map((value) => `\ufeff${value}`).join('\0'), 'utf16le'),
  ]);
}
