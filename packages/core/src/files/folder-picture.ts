import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureInfo } from '../picture-info.ts';
import type { PictureBytes } from '../spec.ts';

/** Names that players look for, the most usual first. */
const names = ['cover', 'folder', 'front', 'album'];
const pattern = new RegExp(`^(${names.join('|')})\\.(jpe?g|png|webp)$`, 'i');

/** The cover that lies in an album's folder as a file; undefined where there is none that is a picture by its bytes. */
export async function readFolderPicture(
  folder: string,
): Promise<(PictureBytes & { readonly name: string }) | undefined> {
  const rank = (name: string) => names.indexOf(pattern.exec(name)?.[1]?.toLowerCase() ?? '');
  const found = (await readdir(folder)).filter((name) => pattern.test(name));
  for (const name of found.sort((a, b) => rank(a) - rank(b))) {
    const bytes = await readFile(join(folder, name));
    const info = pictureInfo(bytes);
    if (info) return { name, mime: info.mime, bytes };
  }
  return undefined;
}
