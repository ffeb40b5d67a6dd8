import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

const header = (path: string, size: string, type = '0'): Buffer => {
  const block = Buffer.alloc(512);
  block.write(path, 0);
  block.write(size, 124, 'latin1');
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  return block;
};
const padded = (content: Buffer): Buffer =>
  Buffer.concat([content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
const octal = (size: number) => `${size.toString(8).padStart(11, '0')}\0`;

/** As MusicBrainz packs its dumps: notes first, the list after them. */
export function tar(files: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(files).flatMap(([path, text]) => {
    const content = Buffer.from(text);
    return [header(path, octal(content.length)), padded(content)];
  });
  return Buffer.concat([header('mbdump', octal(0), '5'), ...parts, Buffer.alloc(1024)]);
}

/** A size as dumps of more than eight gigabytes have it: binary, its first bit set. */
export function tarWithBinarySize(path: string, text: string): Buffer {
  const content = Buffer.from(text);
  const block = header(path, '');
  block[124] = 0x80;
  block.writeUInt32BE(content.length, 132);
  return Buffer.concat([block, padded(content), Buffer.alloc(1024)]);
}

export const gz = (content: Buffer): Buffer => gzipSync(content);
export const xz = (content: Buffer): Buffer => execFileSync('xz', ['--stdout'], { input: content });

export function hasXz(): boolean {
  try {
    execFileSync('xz', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
