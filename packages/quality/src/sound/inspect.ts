import type { CheckedAlbum, CheckedFile } from '../issue.ts';

/** Why the sound of a target is not whole; undefined where it is, as far as can be seen. */
export type InspectSound = (target: string) => Promise<string | undefined>;

const filesAtOnce = 8;

/** The album with what a look at its files' sound gave. */
export async function inspected(album: CheckedAlbum, inspect: InspectSound): Promise<CheckedAlbum> {
  const files: CheckedFile[] = [];
  for (let at = 0; at < album.files.length; at += filesAtOnce) {
    const some = album.files.slice(at, at + filesAtOnce);
    files.push(...(await Promise.all(some.map((file) => withDamage(file, inspect)))));
  }
  return { ...album, files };
}

async function withDamage(file: CheckedFile, inspect: InspectSound): Promise<CheckedFile> {
  const damage = await inspect(file.target);
  return damage === undefined ? file : { ...file, damage };
}
