import type { Edit, Fields, PictureBytes, RandomAccess } from '@earmark/core';
import { asBuffer, unsupported } from '@earmark/tags/codec';
import type { Atom } from '../atoms/atom.ts';
import { type Movie, openMovie } from '../atoms/movie.ts';
import { u32 } from '../bytes.ts';
import { atom } from '../items/build.ts';
import type { Settings } from '../options.ts';
import { touchesChunks, whyNotWritten } from '../safety.ts';
import { coverChange, growthOf, type ListChange, listChange } from './changes.ts';
import { movedOffsets } from './offsets.ts';
import { freeBehind, freeBehindMovie, type Room, resized, usable } from './room.ts';

/** The handler that says: these are the tags of iTunes. */
const handler = atom('hdlr', u32(0), u32(0), Buffer.from('mdirappl', 'latin1'), Buffer.alloc(9));

/** The edits that make the tags read as `set` says, in the order of their places. */
export function mp4Edits(file: RandomAccess, set: Fields, settings: Settings): readonly Edit[] {
  return editsFor(file, settings, (movie) => listChange(file, movie, set));
}

export function mp4CoverEdits(
  file: RandomAccess,
  front: PictureBytes | undefined,
  settings: Settings,
): readonly Edit[] {
  return editsFor(file, settings, (movie) => coverChange(file, movie, front));
}

function editsFor(
  file: RandomAccess,
  settings: Settings,
  changeOf: (movie: Movie) => ListChange,
): readonly Edit[] {
  const movie = openMovie(file);
  const reason = whyNotWritten(file, movie);
  if (reason) throw unsupported(reason);
  const change = changeOf(movie);
  if (change.keys.size === 0) return [];
  const edits = joined(
    movie.ilst
      ? changedList(file, movie, movie.ilst.atom, change, settings)
      : newList(file, movie, change, settings),
  );
  if (touchesChunks(file, movie, edits))
    throw unsupported('its sound is said to lie where its tags are');
  return edits;
}

function changedList(
  file: RandomAccess,
  movie: Movie,
  ilst: Atom,
  { edits, added }: ListChange,
  { padding }: Settings,
): readonly Edit[] {
  const list = [...edits, ...insertion(movie.ilst?.tail ?? ilst.end, added)];
  const head = versionOfMeta(movie);
  const grown = growthOf(list) + growthOf(head);
  const room = freeBehind(movie, ilst);
  const inside = [...head, ...list, ...sizes(file, [ilst], growthOf(list))];
  if (usable(room.length - grown)) return [...inside, ...resized(room, room.length - grown)];
  const parents = parentsOf(movie);
  const fitted = fit(file, movie, grown - room.length, padding);
  return [...inside, ...resized(room, fitted.free), ...outside(file, movie, parents, fitted)];
}

function newList(
  file: RandomAccess,
  movie: Movie,
  { added }: ListChange,
  { padding }: Settings,
): readonly Edit[] {
  const around = (free: number): Buffer => {
    const list = [atom('ilst', ...added), ...(free > 0 ? [emptied(free)] : [])];
    if (movie.meta) return Buffer.concat(list);
    const meta = atom('meta', u32(0), handler, ...list);
    return movie.udta ? meta : atom('udta', meta);
  };
  const head = versionOfMeta(movie);
  const fitted = fit(file, movie, growthOf(head) + around(0).length, padding);
  const { tail } = movie.meta ?? movie.udta ?? movie.moov;
  return [
    ...head,
    ...insertion(tail, [around(fitted.free)]),
    ...outside(file, movie, parentsOf(movie), fitted),
  ];
}

/** QuickTime writes no version in front of the tags, and some readers then find no tags at all: it is put there. */
function versionOfMeta({ meta }: Movie): readonly Edit[] {
  return meta && meta.start === meta.atom.content ? insertion(meta.start, [u32(0)]) : [];
}

/** In the order of their places, and those side by side as one. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.range.offset - b.range.offset)) {
    const last = result.at(-1);
    if (!last || last.range.offset + last.range.length < edit.range.offset) result.push(edit);
    else
      result[result.length - 1] = {
        range: { offset: last.range.offset, length: last.range.length + edit.range.length },
        bytes: Buffer.concat([last.bytes, edit.bytes]),
      };
  }
  return result;
}

interface Fitted {
  /** The free atom that is left behind the list. */
  readonly free: number;
  /** By how much the movie grows. */
  readonly grown: number;
  /** What becomes of the free atoms behind the movie. */
  readonly behind: Room;
  readonly left: number;
}

/** Takes room from behind the movie where there is enough, so that nothing else moves. */
function fit(file: RandomAccess, movie: Movie, needed: number, padding: number): Fitted {
  const behind = freeBehindMovie(file, movie);
  const grown = needed + padding;
  const left = behind.length - grown;
  if (behind.length > 0 && usable(left)) return { free: padding, grown, behind, left };
  if (behind.length > 0 && usable(behind.length - needed))
    return { free: behind.length - needed, grown: behind.length, behind, left: 0 };
  return { free: padding, grown, behind, left: behind.length };
}

function outside(
  file: RandomAccess,
  { moov }: Movie,
  parents: readonly Atom[],
  { grown, behind, left }: Fitted,
): readonly Edit[] {
  const moved = grown + left - behind.length;
  return [
    ...sizes(file, parents, grown),
    ...(left === behind.length ? [] : resized(behind, left)),
    ...(moved === 0 ? [] : movedOffsets(file, moov, moved)),
  ];
}

const parentsOf = ({ moov, udta, meta }: Movie): readonly Atom[] =>
  [moov, udta, meta].flatMap((container) => container?.atom ?? []);

const insertion = (offset: number, parts: readonly Buffer[]): readonly Edit[] =>
  parts.length === 0 ? [] : [{ range: { offset, length: 0 }, bytes: Buffer.concat(parts) }];

const emptied = (length: number): Buffer => atom('free', Buffer.alloc(length - 8));

/** The size fields of atoms that grow. */
function sizes(file: RandomAccess, atoms: readonly Atom[], grown: number): readonly Edit[] {
  if (grown === 0) return [];
  return atoms
    .filter(({ open }) => !open)
    .map(({ offset, content, end, type }) => {
      const length = end - offset + grown;
      const wide = asBuffer(file.bytes(offset, 4)).readUInt32BE(0) === 1;
      if (!wide && length >= 2 ** 32) throw unsupported(`${type} would become larger than 4 GB`);
      const bytes = wide
        ? Buffer.concat([u32(Math.floor(length / 2 ** 32)), u32(length % 2 ** 32)])
        : u32(length);
      return { range: { offset: wide ? content - 8 : offset, length: bytes.length }, bytes };
    });
}
