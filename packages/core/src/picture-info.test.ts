import { expect, test } from 'vitest';
import { pictureInfo } from './picture-info.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );

test('a picture is known by its own bytes', () => {
  const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 0, 0, 0, 2, 0]);
  expect(pictureInfo(png)).toEqual({ mime: 'image/png', width: 256, height: 512 });
  const exif = bytes([0xff, 0xe1, 0, 6], 'Exif');
  const frame = [0xff, 0xc2, 0, 11, 8, 1, 0, 2, 0, 1, 1, 17, 0];
  expect(pictureInfo(bytes([0xff, 0xd8], [...exif], [0xff], frame))).toEqual({
    mime: 'image/jpeg',
    width: 512,
    height: 256,
  });
  expect(pictureInfo(bytes('GIF89a', [4, 0, 3, 0]))).toEqual({
    mime: 'image/gif',
    width: 4,
    height: 3,
  });
  const extended = bytes(
    'RIFF',
    [0, 0, 0, 0],
    'WEBPVP8X',
    [10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 7, 0, 0],
  );
  expect(pictureInfo(extended)).toEqual({ mime: 'image/webp', width: 10, height: 8 });
});

test('what is no picture, or cut short, is none', () => {
  for (const odd of [
    '',
    'GIF',
    'not a picture at all, but text',
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
  ])
    expect(pictureInfo(bytes(odd))).toBeUndefined();
});
