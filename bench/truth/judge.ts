import { genreTree, normalizeGenre } from '@earmark/genres';

/** How a proposed genre stands to those that people give the album. */
export type Relation = 'exact' | 'above' | 'below' | 'same tree' | 'wrong';

export interface Judgement {
  readonly relations: readonly Relation[];
  /** The first value is a true one, above or below one. */
  readonly top: boolean;
  /** Every value is, and not all are mere trees of the vocabulary that hold a true one. */
  readonly supported: boolean;
  /** The first value is of a tree that no true value has. */
  readonly wrongTree: boolean;
}

const roots = new Set(genreTree().map(({ name }) => name));
const above = (genre: string) => normalizeGenre(genre).parents;
const treesOf = (genre: string) =>
  roots.has(genre) ? [genre] : above(genre).filter((each) => roots.has(each));

/** What people's labels mean; labels that are no genres judge nothing. */
export const meant = (labels: readonly string[]): readonly string[] => [
  ...new Set(labels.flatMap((label) => normalizeGenre(label).genres)),
];

export function judge(values: readonly string[], labels: readonly string[]): Judgement {
  const truth = meant(labels);
  const genres = values.flatMap((value) => {
    const found = normalizeGenre(value).genres;
    return found.length > 0 ? found : [value];
  });
  const relations = genres.map((genre) => relate(genre, truth));
  const fits = (relation: Relation | undefined) =>
    relation === 'exact' || relation === 'above' || relation === 'below';
  return {
    relations,
    top: fits(relations[0]),
    supported:
      relations.every(fits) &&
      genres.some((genre, at) => relations[at] !== 'above' || !roots.has(genre)),
    wrongTree: relations[0] === 'wrong',
  };
}

function relate(genre: string, truth: readonly string[]): Relation {
  if (truth.includes(genre)) return 'exact';
  if (truth.some((each) => above(each).includes(genre))) return 'above';
  if (truth.some((each) => above(genre).includes(each))) return 'below';
  const trees = new Set(truth.flatMap(treesOf));
  return treesOf(genre).some((each) => trees.has(each)) ? 'same tree' : 'wrong';
}
