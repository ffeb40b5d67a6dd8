/** What the four bytes in front of a frame of sound say. Lengths in bytes, rates in Hz and bits per second. */
export interface FrameHeader {
  readonly length: number;
  readonly samples: number;
  readonly sampleRate: number;
  /** 0 where the header does not say, as in ADTS. */
  readonly bitrate: number;
  /** From the start of the frame to where an encoder puts its Xing header; 0 where it cannot. */
  readonly xingAt: number;
  /** I, II or III as a number; 0 in ADTS. */
  readonly layer: number;
  /** Same in all frames of one stream. */
  readonly kind: number;
}
export type ParseHeader = (bytes: Buffer, at: number) => FrameHeader | undefined;

/** In kbit/s by index, for MPEG 1 layers I, II, III, then MPEG 2 layer I, layers II and III. */
const bitrates: readonly (readonly number[])[] = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const mpegRates: readonly number[] = [44100, 48000, 32000];
const adtsRates: readonly number[] = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

export const mpegHeader: ParseHeader = (bytes, at) => {
  if (bytes[at] !== 0xff || at + 4 > bytes.length) return undefined;
  const second = bytes[at + 1] as number;
  const third = bytes[at + 2] as number;
  if ((second & 0xe0) !== 0xe0) return undefined;
  const version = (second >> 3) & 3; // 0: 2.5, 2: 2, 3: 1
  const layer = 4 - ((second >> 1) & 3);
  const rate = mpegRates[(third >> 2) & 3];
  if (version === 1 || layer === 4 || rate === undefined) return undefined;
  const one = version === 3;
  const table = bitrates[one ? layer - 1 : layer === 1 ? 3 : 4];
  const bitrate = (table?.[third >> 4] ?? 0) * 1000;
  if (bitrate === 0) return undefined;
  const sampleRate = one ? rate : version === 2 ? rate / 2 : rate / 4;
  const samples = layer === 1 ? 384 : layer === 3 && !one ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const length =
    (Math.floor(((samples / 8 / slot) * bitrate) / sampleRate) + ((third >> 1) & 1)) * slot;
  const mono = (bytes[at + 3] as number) >> 6 === 3;
  const xingAt = layer === 3 ? 4 + (one ? (mono ? 17 : 32) : mono ? 9 : 17) : 0;
  return { length, samples, sampleRate, bitrate, xingAt, layer, kind: second & 0xfe };
};

export const adtsHeader: ParseHeader = (bytes, at) => {
  if (bytes[at] !== 0xff || at + 7 > bytes.length) return undefined;
  const second = bytes[at + 1] as number;
  const third = bytes[at + 2] as number;
  if ((second & 0xf6) !== 0xf0) return undefined;
  const sampleRate = adtsRates[(third >> 2) & 15];
  const length =
    (((bytes[at + 3] as number) & 3) << 11) |
    ((bytes[at + 4] as number) << 3) |
    ((bytes[at + 5] as number) >> 5);
  if (sampleRate === undefined || length < 8) return undefined;
  const samples = 1024 * (((bytes[at + 6] as number) & 3) + 1);
  return {
    length,
    samples,
    sampleRate,
    bitrate: 0,
    xingAt: 0,
    layer: 0,
    kind: (second << 8) | (third & 0xfc),
  };
};
