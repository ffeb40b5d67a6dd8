import { execFile } from 'node:child_process';
import { EarmarkError } from '@earmark/core';
import { type Picture, wholePicture } from './whole-picture.ts';

const readers = { 'image/jpeg': 'jpeg_pipe', 'image/png': 'png_pipe', 'image/webp': 'webp_pipe' };
const patienceMs = 20_000;
const mostOutput = 64 * 1024 * 1024;

/**
 * What ffmpeg makes of a picture; undefined where it is not installed or cannot read it. It gets the bytes by a pipe
 * and a reader that is told what they are, so nothing in them can lead it anywhere.
 */
function through(
  program: string,
  { mime, bytes }: Picture,
  output: readonly string[],
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const input = ['-protocol_whitelist', 'pipe', '-f', readers[mime], '-i', 'pipe:0'];
  const args = ['-v', 'error', '-threads', '1', ...input, '-frames:v', '1', ...output, 'pipe:1'];
  const options = {
    signal,
    timeout: patienceMs,
    maxBuffer: mostOutput,
    encoding: 'buffer',
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout) => {
      if (signal.aborted) reject(new EarmarkError('aborted', 'ffmpeg was stopped'));
      else resolve(error || stdout.length === 0 ? undefined : stdout);
    });
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}

const columns = 9;
const rows = 8;

/** How it looks, in 64 bits: whether each spot is brighter than the one beside it. The same front in other sizes has nearly the same. */
export async function looksOf(
  program: string,
  picture: Picture,
  signal: AbortSignal,
): Promise<string | undefined> {
  const filter = `scale=${columns}:${rows}:flags=area,format=gray`;
  const gray = await through(program, picture, ['-vf', filter, '-f', 'rawvideo'], signal);
  if (gray?.length !== columns * rows) return undefined;
  let bits = '';
  for (let row = 0; row < rows; row++)
    for (let column = 1; column < columns; column++) {
      const at = row * columns + column;
      bits += gray.readUInt8(at) > gray.readUInt8(at - 1) ? '1' : '0';
    }
  return bits;
}

/** The picture in another size or format; undefined where ffmpeg cannot do it. */
export async function remade(
  program: string,
  picture: Picture,
  { format, atMost }: { readonly format: 'jpeg' | 'png'; readonly atMost: number },
  signal: AbortSignal,
): Promise<Picture | undefined> {
  const fit = `scale='min(${atMost},iw)':'min(${atMost},ih)':force_original_aspect_ratio=decrease`;
  const coder = format === 'png' ? ['png'] : ['mjpeg', '-pix_fmt', 'yuvj444p', '-q:v', '2'];
  const output = ['-vf', `${fit}:flags=lanczos`, '-c:v', ...coder, '-f', 'image2pipe'];
  const bytes = await through(program, picture, output, signal);
  return bytes && wholePicture(bytes);
}
