import { posix, resolve } from 'node:path';
import { EarmarkError } from '@earmark/spec';

/** `C:\Books` as `C:/Books`: what a client on Windows says. */
const clientPath = (path: string): string =>
  /^[A-Za-z]:\\|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path;

export function isBelow(path: string, folder: string): boolean {
  const inner = posix.normalize(clientPath(path));
  const outer = posix.normalize(clientPath(folder)).replace(/\/+$/, '');
  return inner.replace(/\/+$/, '') === outer || inner.startsWith(`${outer}/`);
}

/** The client's path as this machine has it. */
export function localPath(
  path: string,
  paths: Readonly<Record<string, string>> | undefined,
): string {
  const said = clientPath(path);
  const [prefix] = Object.keys(paths ?? {})
    .filter((each) => isBelow(said, each))
    .sort((a, b) => b.length - a.length);
  if (prefix === undefined) return said;
  const rest = posix.relative(posix.normalize(clientPath(prefix)), posix.normalize(said));
  return resolve(paths?.[prefix] ?? prefix, rest);
}

/** A file's place below its download's folder. A name that leads out of it is nobody's book. */
export function fileBelow(folder: string, name: string): string {
  const path = resolve(folder, name);
  if (!isBelow(path, resolve(folder)) || path === resolve(folder))
    throw new EarmarkError('malformed', `The torrent has a file ${name} outside its own folder.`);
  return path;
}
