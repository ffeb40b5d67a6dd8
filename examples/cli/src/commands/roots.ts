import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { releaseRoot, renameRoot, rootId } from '@earmark/standard';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { printable } from '../output/printable.ts';
import { dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { DefineCommand } from './command.ts';

export const defineRoots: DefineCommand = (roots, session) => {
  roots
    .command('list', { isDefault: true })
    .description('every root of the account, on all machines')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), list);
    });
  roots
    .command('rename')
    .argument('<name>')
    .argument('<new name>', 'as `roots` of the configuration has it')
    .description('rename a root; albums keep what is known of them, and jobs follow')
    .addHelpText(
      'after',
      '\nExample: put `roots: { music: "/mnt/media/music" }` into earmark.config.ts, then\n  earmark roots rename music-c8eb0b music',
    )
    .action(async (from: string, to: string, _flags, command) => {
      await withHost(session.globals(command), async (host) => {
        await assertNamed(host, from, to);
        const moved = await renameRoot(host.earmark, from, to);
        host.out.data({ event: 'root-renamed', from, to, ...moved });
        host.out.say(
          `${from} is ${to} now: ${counted(moved.albums, 'album')}, ${counted(moved.files, 'file')} and ${counted(moved.jobs, 'job')}`,
        );
        host.out.say(dim(`other machines: earmark worker --map ${to}=/where/it/is`));
      });
    });
  roots
    .command('release')
    .argument('<name>')
    .description('forget a root, on all machines: its albums leave the lists, no file is touched')
    .action(async (name: string, _flags, command) => {
      await withHost(session.globals(command), async ({ earmark, out, settings }) => {
        if (Object.hasOwn(settings.config.roots ?? {}, name))
          throw new EarmarkError(
            'config',
            `${name} is in ${settings.file}, so the next run would add it again: remove it from \`roots\` first`,
          );
        const gone = await releaseRoot(earmark, name);
        out.data({ event: 'root-released', root: name, ...gone });
        out.say(
          `${name} is released: ${counted(gone.albums, 'album')} left the catalogue, jobs cancelled: ${gone.jobs}`,
        );
        out.say(dim('runs below it can be undone again once a run has used it by this name'));
      });
    });
};

async function list({ earmark, settings, out }: Host): Promise<void> {
  const named = settings.config.roots ?? {};
  const rows = [...(await (await earmark.shared()).roots(earmark.account))];
  for (const [id, path] of Object.entries(named))
    if (!rows.some((row) => row.id === id && row.host === hostname()))
      rows.push({
        ...{ account: earmark.account, host: hostname() },
        ...{ id, path: resolve(path), readOnly: false },
      });
  for (const row of rows)
    out.data({ event: 'root', ...row, configured: Object.hasOwn(named, row.id) });
  const columns = [
    { title: 'name', value: ({ id }: (typeof rows)[number]) => printable(id) },
    { title: 'machine', value: ({ host }: (typeof rows)[number]) => printable(host) },
    { title: 'path', value: ({ path }: (typeof rows)[number]) => printable(path), flexible: true },
  ];
  out.say(rows.length === 0 ? 'No roots yet.' : table(rows, columns, out.width));
  const made = rows.find(({ id, path }) => id === rootId(path) && !Object.hasOwn(named, id));
  if (made)
    out.say(dim(`${made.id} was named by its path; to name it: earmark roots rename --help`));
}

/** The next run goes by the configuration: a name that it does not have for this folder would not stay. */
async function assertNamed({ earmark, settings }: Host, from: string, to: string): Promise<void> {
  const { config, file } = settings;
  const here = (await (await earmark.shared()).roots(earmark.account)).find(
    ({ id, host }) => id === from && host === hostname(),
  );
  const path = config.roots?.[to];
  if (here && (path === undefined || resolve(path) !== here.path))
    throw new EarmarkError(
      'config',
      `Name it in ${file ?? 'earmark.config.ts'} first: roots: { ${JSON.stringify(to)}: ${JSON.stringify(here.path)} }`,
    );
}
