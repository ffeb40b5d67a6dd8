import { createInterface } from 'node:readline';
import { EarmarkError } from '@earmark/core';
import type { GenreNode } from '@earmark/genres';
import { createOutput } from '../output/output.ts';
import { dim } from '../output/style.ts';
import type { DefineCommand } from './command.ts';

export const defineGenres: DefineCommand = (genres, session) => {
  genres
    .command('normalize')
    .argument('[labels...]', 'default: standard input, one per line')
    .description('the genres that a label means; none if it is not a genre')
    .action(async (labels: readonly string[], _options, command) => {
      const { normalizeGenre } = await import('@earmark/genres');
      const out = createOutput(session.globals(command));
      for await (const input of labels.length > 0
        ? labels
        : createInterface({ input: session.io.stdin })) {
        const { genres: found, parents } = normalizeGenre(input);
        out.data({ input, genres: found, parents });
        out.say(
          `${input}  →  ${found.join('; ') || dim('no genre')}${parents.length > 0 ? dim(`  (${parents.join('; ')})`) : ''}`,
        );
      }
    });
  genres
    .command('tree')
    .argument('[name]', 'default: the whole vocabulary')
    .description('a genre and everything below it')
    .action(async (name: string | undefined, _options, command) => {
      const { genreTree } = await import('@earmark/genres');
      const out = createOutput(session.globals(command));
      const tree = genreTree(name);
      if (tree.length === 0)
        throw new EarmarkError(
          'config',
          `Unknown genre "${name}". To search: earmark genres search <text>`,
        );
      const show = ({ name: genre, parents, children }: GenreNode, depth: number) => {
        out.data({ genre, depth, parents });
        out.say(`${'  '.repeat(depth)}${genre}`);
        for (const child of children) show(child, depth + 1);
      };
      for (const node of tree) show(node, 0);
    });
};
