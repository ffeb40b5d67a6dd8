import { writeFile } from 'node:fs/promises';
import { type FfmpegRun, input, runFfmpeg } from '../ffmpeg/ffmpeg.ts';
import type { MediaProbe, MediaStream } from '../ffmpeg/probe.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Route } from './route.ts';

/** How pictures get into containers whose muxer does not take them as streams. */
export interface CoverWork {
  /** Streams that are not mapped. */
  readonly aside: ReadonlySet<number>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly metadata?: string;
  readonly feed?: string;
}
type Base = Pick<FfmpegRun, 'tools' | 'clock' | 'signal' | 'subject'>;

const none: CoverWork = { aside: new Set(), inputs: [], outputs: [] };
const mimeTypes: Readonly<Record<string, string>> = {
  mjpeg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** `temporary` gives a new name beside the result for each picture. */
export async function coverWork(
  path: string,
  probe: MediaProbe,
  route: Route,
  { container }: Profile,
  temporary: (extension: string) => string,
  base: Base,
): Promise<CoverWork> {
  const covers = route.steps.map(({ stream }) => stream).filter(({ kind }) => kind === 'covers');
  if (covers.length === 0 || (container !== 'opus' && container !== 'mkv')) return none;
  const pictures: { readonly stream: MediaStream; readonly bytes: Buffer }[] = [];
  for (const stream of covers) pictures.push({ stream, bytes: await extract(path, stream, base) });
  const aside = new Set(covers.map(({ index }) => index));
  if (container === 'mkv') {
    const outputs: string[] = [];
    const attachments = route.steps.filter(({ stream }) => stream.kind === 'attachments').length;
    for (const [number, { stream, bytes }] of pictures.entries()) {
      const mime = mimeOf(stream);
      const extension = `.${mime.slice('image/'.length).replace('jpeg', 'jpg')}`;
      const file = temporary(extension);
      await writeFile(file, bytes, { flag: 'wx' });
      const place = attachments + number;
      const name = `cover${number === 0 ? '' : `_${number + 1}`}${extension}`;
      outputs.push('-attach', file, `-metadata:s:t:${place}`, `mimetype=${mime}`);
      outputs.push(`-metadata:s:t:${place}`, `filename=${name}`);
    }
    return { aside, inputs: [], outputs };
  }
  const blocks = pictures.map(({ stream, bytes }) => pictureBlock(stream, bytes));
  return {
    aside,
    inputs: ['-protocol_whitelist', 'file,pipe', '-f', 'ffmetadata', '-i', 'pipe:4'],
    outputs: [],
    metadata: '1:g',
    feed: ffmetadata([
      ...Object.entries(probe.tags).filter(([key]) => key !== 'metadata_block_picture'),
      ...blocks.slice(0, 1).map((block) => ['METADATA_BLOCK_PICTURE', block] as const),
    ]),
  };
}

async function extract(path: string, { index }: MediaStream, base: Base): Promise<Buffer> {
  const { stdout } = await runFfmpeg({
    ...base,
    encoding: 'latin1',
    args: [
      ...input(path),
      '-map',
      `0:${index}`,
      '-c',
      'copy',
      '-frames:v',
      '1',
      '-f',
      'image2pipe',
      '-',
    ],
  });
  return Buffer.from(stdout, 'latin1');
}
const mimeOf = ({ codec }: MediaStream): string => mimeTypes[codec] ?? 'application/octet-stream';

/** FLAC's picture block: front cover, MIME type, no description, size, 24 bits of colour. */
function pictureBlock(stream: MediaStream, picture: Buffer): string {
  const mime = Buffer.from(mimeOf(stream), 'latin1');
  const word = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const { width = 0, height = 0 } = stream;
  const head = [word(3), word(mime.length), mime, word(0)];
  const facts = [word(width), word(height), word(24), word(0)];
  return Buffer.concat([...head, ...facts, word(picture.length), picture]).toString('base64');
}

function ffmetadata(tags: readonly (readonly [string, string])[]): string {
  const escaped = (text: string) => text.replace(/[=;#\\\n]/g, '\\$&');
  return `;FFMETADATA1\n${tags.map(([key, value]) => `${escaped(key)}=${escaped(value)}\n`).join('')}`;
}
