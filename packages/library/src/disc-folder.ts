import { discFolder } from '@earmark/core';
import { nameOf, parentOf } from './paths.ts';

/** The folder that a folder is grouped with: a disc belongs to the album around it. */
export const unitFolderOf = (folder: string): string =>
  discFolder(nameOf(folder)) ? parentOf(folder) : folder;

/** An album's title without the disc at its end: `Aerial (disc 2: A Sky of Honey)` is `Aerial`. */
export function withoutDisc(title: string): string {
  const bare = title
    .replace(/\s*[[(]\s*(?:cd|dis[ck])\s*#?\d{1,3}\b[^\])]*[\])]\s*$/iu, '')
    .replace(/[\s,\-:]+(?:cd|dis[ck])\s*#?\d{1,3}\s*$/iu, '');
  return bare.trim() === '' ? title : bare;
}
