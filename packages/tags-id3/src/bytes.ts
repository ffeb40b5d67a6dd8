/** 28 bits in four bytes of seven. Undefined where a high bit is set. */
export function synchsafe(bytes: Buffer, at: number): number | undefined {
  const word = bytes.readUInt32BE(at);
  if ((word & 0x80808080) !== 0) return undefined;
  return (
    ((word & 0x7f000000) >>> 3) |
    ((word & 0x7f0000) >>> 2) |
    ((word & 0x7f00) >>> 1) |
    (word & 0x7f)
  );
}

export function writeSynchsafe(value: number, bytes: Buffer, at: number): void {
  bytes[at] = (value >>> 21) & 0x7f;
  bytes[at + 1] = (value >>> 14) & 0x7f;
  bytes[at + 2] = (value >>> 7) & 0x7f;
  bytes[at + 3] = value & 0x7f;
}

/** Unsynchronisation undone: a zero that follows 0xff was put there by it. */
export function resynchronise(bytes: Buffer): Buffer {
  let from = bytes.indexOf(0xff);
  if (from < 0) return bytes;
  const out = Buffer.allocUnsafe(bytes.length);
  let length = bytes.copy(out, 0, 0, from);
  for (; from < bytes.length; from++) {
    const byte = bytes[from] as number;
    out[length++] = byte;
    if (byte === 0xff && bytes[from + 1] === 0) from++;
  }
  return out.subarray(0, length);
}
