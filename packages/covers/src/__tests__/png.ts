import { crc32, deflateSync } from 'node:zlib';

/** A real picture of our own: gray by place, so that two of one kind look alike in any size. */
export type Kind = 'slope' | 'checks';

const shades: Readonly<Record<Kind, (x: number, y: number) => number>> = {
  slope: (x, y) => 255 * (0.7 * x + 0.3 * y),
  checks: (x, y) => (Math.floor(x * 4) % 2 === Math.floor(y * 4) % 2 ? 220 - 90 * x : 30 + 90 * y),
};

export function png(kind: Kind, width: number, height = width): Buffer {
  const shade = shades[kind];
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(width + 1);
    for (let x = 0; x < width; x++) row[x + 1] = Math.round(shade(x / width, y / height));
    return row;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(content.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), whole.length - 4);
  return whole;
}
