// `node --conditions=@earmark/source scripts/genre-docs.ts` writes docs/genres.md from the vocabulary.
import { mkdirSync, writeFileSync } from 'node:fs';
import eras from '../packages/genres/src/data/eras.json' with { type: 'json' };
import { type GenreNode, genreTree } from '../packages/genres/src/index.ts';

export const docsFile = new URL('../docs/genres.md', import.meta.url);

/** The page: how many genres there are, and the tree of them. A genre is shown in full below its first parent. */
export function genreDocs(): string {
  const tops = genreTree();
  const all = new Map<string, GenreNode>();
  const collect = (node: GenreNode) => {
    all.set(node.name, node);
    node.children.forEach(collect);
  };
  tops.forEach(collect);
  const nodes = [...all.values()];
  const aliases = nodes.reduce((sum, node) => sum + node.aliases.length, 0);
  const several = nodes.filter(({ parents }) => parents.length > 1).length;
  return [
    '# Genres',
    '',
    'Written by `scripts/genre-docs.ts` from `packages/genres/src/data`; do not edit.',
    '',
    `${nodes.length} genres, ${aliases} other spellings, ${several} genres with several parents, ${tops.length} trees.`,
    'A genre stands in full below its first parent; below its others it is in italics.',
    '',
    '| tree | genres below it |',
    '|--|--|',
    ...tops.map((top) => `| [${top.name}](#${anchor(top.name)}) | ${below(top).size} |`),
    ...tops.flatMap((top) => [
      '',
      `## ${top.name}`,
      '',
      ...top.children.flatMap((node) => lines(node, top.name, 0)),
    ]),
    '',
    '## When genres began',
    '',
    'A genre on an album that is more than three years older is doubted. One without a year has that of what it is a kind of, if all of these have one.',
    '',
    ...decades(),
    '',
  ].join('\n');
}

function decades(): readonly string[] {
  const byDecade = Map.groupBy(Object.entries(eras), ([, year]) => Math.floor(year / 10) * 10);
  return [...byDecade]
    .toSorted(([a], [b]) => a - b)
    .map(([decade, genres]) => {
      const named = genres
        .toSorted(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
        .map(([genre, year]) => `${genre} (${year})`);
      return `- ${decade}s: ${named.join(', ')}`;
    });
}

function lines(node: GenreNode, parent: string, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  if (node.parents[0] !== parent) return [`${indent}- *${node.name}*`];
  return [
    `${indent}- ${node.name}`,
    ...node.children.flatMap((child) => lines(child, node.name, depth + 1)),
  ];
}

function below(node: GenreNode): ReadonlySet<string> {
  return new Set(node.children.flatMap((child) => [child.name, ...below(child)]));
}

function anchor(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

if (import.meta.main) {
  mkdirSync(new URL('.', docsFile), { recursive: true });
  writeFileSync(docsFile, genreDocs());
}
