import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import type { Atom } from './atoms/atom.ts';
import { type Container, children, descend, openContainer } from './atoms/container.ts';
import type { Movie } from './atoms/movie.ts';

/** How many chapters there are: in the list of Nero, or in the chapter track of QuickTime, which may be longer. */
export function chaptersOf(file: RandomAccess, { moov }: Movie): number {
  const listed = descend(file, moov, ['udta', 'chpl']).map((atom) => listedIn(file, atom));
  return Math.max(0, ...listed, samplesOfChapters(file, moov));
}

/** A byte, behind version and flags and, in version 1, four more bytes. */
function listedIn(file: RandomAccess, { content, end }: Atom): number {
  const bytes = file.bytes(content, Math.min(9, end - content));
  return bytes[bytes[0] === 1 ? 8 : 4] ?? 0;
}

function samplesOfChapters(file: RandomAccess, moov: Container): number {
  const traks = children(moov, 'trak');
  if (traks.length < 2) return 0;
  const tracks = traks.map((trak) => openContainer(file, trak));
  const wanted = new Set(tracks.flatMap((track) => chapterTracks(file, track)));
  return Math.max(
    0,
    ...tracks
      .filter((track) => wanted.has(idOf(file, track)) && isText(file, track))
      .map((track) => samplesIn(file, track)),
  );
}

/** The numbers of the tracks that a track names as its chapters. */
function chapterTracks(file: RandomAccess, track: Container): number[] {
  return descend(file, track, ['tref', 'chap']).flatMap(({ content, end }) => {
    const bytes = asBuffer(file.bytes(content, Math.min(64, end - content)));
    return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32BE(i * 4));
  });
}

function idOf(file: RandomAccess, track: Container): number {
  const [tkhd] = children(track, 'tkhd');
  if (!tkhd) return 0;
  const bytes = asBuffer(file.bytes(tkhd.content, Math.min(24, tkhd.end - tkhd.content)));
  const at = bytes[0] === 1 ? 20 : 12;
  return bytes.length < at + 4 ? 0 : bytes.readUInt32BE(at);
}

const isText = (file: RandomAccess, track: Container): boolean =>
  descend(file, track, ['mdia', 'hdlr']).some(({ content, end }) => {
    const type = asBuffer(file.bytes(content, Math.min(12, end - content))).toString('latin1', 8);
    return type === 'text' || type === 'sbtl';
  });

function samplesIn(file: RandomAccess, track: Container): number {
  const [stsz] = descend(file, track, ['mdia', 'minf', 'stbl', 'stsz']);
  if (!stsz || stsz.end - stsz.content < 12) return 0;
  return openedCount(file, stsz);
}

const openedCount = (file: RandomAccess, { content }: Atom): number =>
  asBuffer(file.bytes(content, 12)).readUInt32BE(8);
