/** One genre as its file has it. */
export interface Written {
  readonly name: string;
  readonly parents: readonly string[];
  readonly aliases?: readonly string[];
  readonly family?: boolean;
  readonly quality?: boolean;
}

/*
 * What is published is packed, as half of a file of genres is the names of its keys: a line a genre,
 * `marks name|parents|alias|alias …`. A parent of the same file is its number, another one `=name`; `~` in an
 * alias is the genre's own name, in lower case.
 */
const family = '!';
const quality = '?';

export function pack(genres: readonly Written[]): string {
  const numbers = new Map(genres.map(({ name }, at) => [name, at.toString(36)]));
  return genres
    .map(({ name, parents, aliases = [], ...is }) => {
      const own = name.toLowerCase();
      const marks = (is.family ? family : '') + (is.quality ? quality : '');
      return [
        marks + name,
        parents.map((parent) => numbers.get(parent) ?? `=${parent}`).join('\t'),
        ...aliases.map((alias) => alias.replaceAll(own, '~')),
      ].join('|');
    })
    .join('\n');
}

export function unpack(text: string): readonly Written[] {
  const lines = text.split('\n').map((line) => line.split('|'));
  const names = lines.map(([marked = '']) => marked.replace(/^[!?]*/, ''));
  return lines.map(([marked = '', parents = '', ...aliases], at) => {
    const name = names[at] ?? '';
    const own = name.toLowerCase();
    const marks = marked.slice(0, marked.length - name.length);
    return {
      name,
      parents: parents
        .split('\t')
        .filter(Boolean)
        .map((each) =>
          each.startsWith('=') ? each.slice(1) : (names[Number.parseInt(each, 36)] ?? ''),
        ),
      ...(aliases.length > 0 && { aliases: aliases.map((alias) => alias.replaceAll('~', own)) }),
      ...(marks.includes(family) && { family: true }),
      ...(marks.includes(quality) && { quality: true }),
    };
  });
}

/** Lists by what they belong to, a line each: `Argentina|argentino|buenos aires`. */
export const packLists = (lists: readonly (readonly [string, readonly string[]])[]): string =>
  lists.map(([head, list]) => [head, ...list].join('|')).join('\n');

export const unpackLists = (text: string): readonly (readonly [string, readonly string[]])[] =>
  text.split('\n').map((line) => {
    const [head = '', ...list] = line.split('|');
    return [head, list];
  });
