import type { RandomAccess } from '@earmark/core';
import { malformed, oncePerFile, unsupported } from '@earmark/tags/codec';
import { type Atom, topAtoms } from './atom.ts';
import { type Container, children, openContainer } from './container.ts';

/** The way down to the list of tags, as far as it exists. */
export interface Movie {
  readonly moov: Container;
  readonly udta?: Container;
  readonly meta?: Container;
  readonly ilst?: Container;
  /** How many lists of tags there are. */
  readonly lists: number;
}

/** Reads no further than to the movie's end. */
export const openMovie = oncePerFile((file): Movie => {
  for (const atom of topAtoms(file)) if (atom.type === 'moov') return movieIn(file, atom);
  throw unsupported('an MP4 file without a movie (moov): there is nothing to play in it');
});

function movieIn(file: RandomAccess, atom: Atom): Movie {
  if (atom.cut) throw malformed('the movie (moov) is cut short', atom.offset);
  const moov = openContainer(file, atom);
  const ways: Movie[] = [];
  for (const udta of children(moov, 'udta').map((child) => openContainer(file, child))) {
    ways.push({ moov, udta, lists: 0 });
    for (const meta of children(udta, 'meta').map((child) => openContainer(file, child))) {
      ways.push({ moov, udta, meta, lists: 0 });
      for (const ilst of children(meta, 'ilst').map((child) => openContainer(file, child)))
        ways.push({ moov, udta, meta, ilst, lists: 0 });
    }
  }
  const lists = ways.filter(({ ilst }) => ilst).length;
  const way = ways.find(({ ilst }) => ilst) ?? ways.find(({ meta }) => meta) ?? ways[0];
  return { ...(way ?? { moov }), lists };
}
