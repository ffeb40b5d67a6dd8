/** Paths below a root: relative, with `/`, the root itself is the empty string. */
export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const joined = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;
/** Whether `path` is `folder` or lies beneath it. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);
export const absolute = (root: string, path: string): string =>
  path === '' ? root : root.endsWith('/') ? `${root}${path}` : `${root}/${path}`;

export const stemOf = (path: string): string => {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
};
/** Lower-case with its dot; empty where a name has none. */
export const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
};
