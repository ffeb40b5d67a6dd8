import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EarmarkError } from '@earmark/core';
import { createOutput } from '../output/output.ts';
import { dim } from '../output/style.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

/** Beside `dist` and `src` alike. */
const template = join(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  'templates',
  'earmark.config.ts',
);

export const defineInit: DefineCommand = (command, session) => {
  command
    .argument(
      '[folder]',
      'where to write it',
      (text: string) => typedPath(text, session.io),
      session.io.cwd,
    )
    .option('--force', 'overwrite an existing one')
    .action(async (folder: string, { force }: { readonly force?: boolean }, command) => {
      const out = createOutput(session.globals(command));
      const file = join(folder, 'earmark.config.ts');
      if (!existsSync(dirname(file)))
        throw new EarmarkError('config', `there is no ${dirname(file)}: make the folder first`);
      if (existsSync(file) && !force)
        throw new EarmarkError('config', `${file} exists already. To overwrite it: --force`);
      const found = existsSync(template)
        ? template
        : join(dirname(template), '..', '..', 'templates', 'earmark.config.ts');
      await writeFile(file, await readFile(found, 'utf8'));
      out.data({ event: 'written', path: file });
      out.say(`wrote ${file}`);
      out.say(dim('Next: put keys into .env beside it, then run earmark doctor'));
    });
};
