import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import type { Atom } from './atoms/atom.ts';
import { type Container, children, descend, openContainer } from './atoms/container.ts';

/** The length of the first sound track; where it says none, that of the movie. */
export function durationOf(file: RandomAccess, moov: Container): number | undefined {
  for (const trak of children(moov, 'trak')) {
    const [media] = children(openContainer(file, trak), 'mdia');
    if (!media) continue;
    const mdia = openContainer(file, media);
    const [mdhd] = children(mdia, 'mdhd');
    if (mdhd && isSound(file, mdia)) {
      const seconds = lengthIn(file, mdhd);
      if (seconds !== undefined) return seconds;
      break;
    }
  }
  const [mvhd] = children(moov, 'mvhd');
  return (mvhd && lengthIn(file, mvhd)) ?? fragmentsLength(file, moov, mvhd);
}

const isSound = (file: RandomAccess, mdia: Container): boolean =>
  children(mdia, 'hdlr').some(
    ({ content, end }) =>
      content + 12 <= end && asBuffer(file.bytes(content + 8, 4)).toString('latin1') === 'soun',
  );

/** `mvhd` and `mdhd` begin alike: two times, the units in a second, the length. */
function lengthIn(file: RandomAccess, { content, end }: Atom): number | undefined {
  const bytes = asBuffer(file.bytes(content, Math.min(32, end - content)));
  const wide = bytes[0] === 1;
  if (bytes.length < (wide ? 32 : 20)) return undefined;
  const units = bytes.readUInt32BE(wide ? 20 : 12);
  const length = wide ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
  const unknown = length === 0 || length === (wide ? 2 ** 64 : 2 ** 32 - 1);
  return units === 0 || unknown ? undefined : length / units;
}

/** A movie in fragments says its length apart. */
function fragmentsLength(
  file: RandomAccess,
  moov: Container,
  mvhd: Atom | undefined,
): number | undefined {
  const [mehd] = descend(file, moov, ['mvex', 'mehd']);
  if (!mehd || !mvhd) return undefined;
  const bytes = asBuffer(file.bytes(mehd.content, Math.min(12, mehd.end - mehd.content)));
  const wide = bytes[0] === 1;
  const head = asBuffer(file.bytes(mvhd.content, Math.min(24, mvhd.end - mvhd.content)));
  if (bytes.length < (wide ? 12 : 8) || head.length < 24) return undefined;
  const units = head.readUInt32BE(head[0] === 1 ? 20 : 12);
  const length = wide ? Number(bytes.readBigUInt64BE(4)) : bytes.readUInt32BE(4);
  return units === 0 ? undefined : length / units;
}
