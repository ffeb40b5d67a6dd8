/** The sound's length in seconds from the 34 bytes of a STREAMINFO block; nothing where the encoder did not know. */
export function streamInfoDuration(content: Buffer): number | undefined {
  const rate = streamInfoRate(content);
  const samples = (content.readUInt8(13) & 0x0f) * 2 ** 32 + content.readUInt32BE(14);
  return rate > 0 && samples > 0 ? samples / rate : undefined;
}

/** Samples a second. */
export const streamInfoRate = (content: Buffer): number => content.readUIntBE(10, 3) >>> 4;
