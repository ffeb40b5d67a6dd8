import { vocabulary } from './data/index.ts';

export interface GenreNode {
  readonly name: string;
  readonly parents: readonly string[];
  readonly aliases: readonly string[];
  readonly children: readonly GenreNode[];
}

/**
 * The genres below one, or the whole vocabulary from its broadest genres down; a genre with several parents
 * stands below each of them. Of an unknown name: nothing. Any spelling of a name will do.
 */
export function genreTree(name?: string): readonly GenreNode[] {
  const tops =
    name === undefined
      ? vocabulary.entries.filter(({ parents, quality }) => parents.length === 0 && !quality)
      : [vocabulary.find(name)].filter((entry) => entry !== undefined);
  return tops.map((entry) => nodeOf(entry.name));
}

function nodeOf(name: string): GenreNode {
  const { parents = [], aliases = [] } = vocabulary.get(name) ?? {};
  const children = vocabulary.children(name).toSorted().map(nodeOf);
  return { name, parents, aliases, children };
}
