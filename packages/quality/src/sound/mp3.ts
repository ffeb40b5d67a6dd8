import type { OpenFile } from './file.ts';
import { clockTime } from './show-time.ts';

const rates = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8000],
};
/** Whatever lies behind the sound, and encoders that count otherwise, come to less. */
const leastSeconds = 1;

/** The first frame may say how many frames and bytes follow (Xing, Info, VBRI). Without it an MP3 has no length that could be wrong. */
export async function framesCutOff(file: OpenFile, start: number): Promise<string | undefined> {
  const head = await file.bytes(start, 256);
  const version = ((head[1] ?? 0) >> 3) & 3;
  const rate = rates[version as keyof typeof rates]?.[((head[2] ?? 0) >> 2) & 3];
  if (head.length < 256 || head[0] !== 0xff || ((head[1] ?? 0) & 0xe6) !== 0xe2 || !rate)
    return undefined;
  const said = lengthIn(head, version === 3);
  if (said === undefined) return undefined;
  const missing = said.bytes - (file.size - start);
  const seconds = (said.frames * (version === 3 ? 1152 : 576)) / rate;
  const lost = (missing / said.bytes) * seconds;
  return lost < leastSeconds
    ? undefined
    : `its sound ends at about ${clockTime(seconds - lost)} of ${clockTime(seconds)}`;
}

function lengthIn(head: Buffer, isFirst: boolean) {
  const isMono = (head[3] ?? 0) >> 6 === 3;
  const xing = 4 + (isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  const name = head.toString('latin1', xing, xing + 4);
  const both = 3;
  if ((name === 'Xing' || name === 'Info') && (head.readUInt32BE(xing + 4) & both) === both)
    return { frames: head.readUInt32BE(xing + 8), bytes: head.readUInt32BE(xing + 12) };
  if (head.toString('latin1', 36, 40) === 'VBRI')
    return { bytes: head.readUInt32BE(46), frames: head.readUInt32BE(50) };
  return undefined;
}
