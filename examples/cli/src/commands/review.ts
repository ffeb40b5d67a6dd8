import { userInfo } from 'node:os';
import { apply, EarmarkError, type Review, type ReviewFilter, reviewed } from '@earmark/core';
import type { Command } from 'commander';
import { exitCodeOf } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { decisionLines, percent, reasonLines, values } from '../output/changes.ts';
import { printable } from '../output/output.ts';
import { dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { AddCommand } from './index.ts';
import { wholeNumber } from './tag.ts';

interface FilterOptions {
  readonly status?: string;
  readonly band?: string;
  readonly field?: string;
  readonly above?: string;
  readonly below?: string;
  readonly text?: string;
  readonly limit?: string;
}

export const addReview: AddCommand = (program, outcome) => {
  const review = program
    .command('review')
    .description(
      'what a run was not sure of: list, show, accept, reject, edit, lock; interactive on a terminal',
    );

  withFilters(
    review.command('list').description('what waits for a person, most confident first'),
  ).action(async (options: FilterOptions, command) => {
    await withHost(globalsOf(command), (host) => list(host, options));
  });
  review
    .command('show')
    .argument('<decision>')
    .description('one decision with its reasons')
    .action(async (id: string, _options, command) => {
      await withHost(globalsOf(command), (host) => show(host, id));
    });
  withFilters(
    review
      .command('accept')
      .argument('[decisions...]')
      .description('says yes and writes it; with --all everything that the filters let through'),
  )
    .option('--all', 'every pending one that the filters let through')
    .action(
      async (
        ids: readonly string[],
        options: FilterOptions & { readonly all?: boolean },
        command,
      ) => {
        outcome.code = await withHost(globalsOf(command), async (host) => {
          const { reviews } = host.earmark;
          if (options.all) {
            const { status: _status, limit: _limit, ...filter } = filterOf(options);
            const accepted = await reviews.acceptAll(filter, person());
            host.out.say(`${accepted.length} accepted`);
          } else {
            if (ids.length === 0)
              throw new EarmarkError(
                'config',
                'which? Give decisions, or --all with filters such as --above 90',
              );
            for (const id of ids) await reviews.answer(id, { status: 'accepted', by: person() });
          }
          return writeAccepted(host);
        });
      },
    );
  review
    .command('reject')
    .argument('<decisions...>')
    .option('--reason <text>', 'why; kept with the decision')
    .description('says no: the value is not proposed again for this album')
    .action(async (ids: readonly string[], { reason }: { readonly reason?: string }, command) => {
      await withHost(globalsOf(command), async ({ earmark, out }) => {
        for (const id of ids) {
          const answered = await earmark.reviews.answer(id, {
            status: 'rejected',
            by: person(),
            ...(reason ? { reason } : {}),
          });
          out.data({ event: 'review', ...answered });
        }
        out.say(`${ids.length} rejected`);
      });
    });
  review
    .command('edit')
    .argument('<decision>')
    .argument('<value>', 'as people type it: "Rock; Indie Rock"')
    .description('says what is right instead, and writes that')
    .action(async (id: string, value: string, _options, command) => {
      const edited = split(value);
      if (edited.length === 0)
        throw new EarmarkError(
          'config',
          `an edit needs a value such as "Rock; Indie Rock"; to say no: earmark review reject ${id}`,
        );
      outcome.code = await withHost(globalsOf(command), async (host) => {
        await host.earmark.reviews.answer(id, {
          status: 'edited',
          edited,
          by: person(),
        });
        return writeAccepted(host);
      });
    });
  review
    .command('lock')
    .argument('<decision>', 'any decision about the album')
    .option('--field <name>', 'default: the field of the decision')
    .option('--unlock', 'take the lock away again')
    .description('no run touches this field of this album any more')
    .action(
      async (
        id: string,
        { field, unlock }: { readonly field?: string; readonly unlock?: boolean },
        command,
      ) => {
        await withHost(globalsOf(command), async ({ earmark, out }) => {
          const found = await earmark.reviews.get(id);
          const about = found ?? (await (await earmark.store()).journal.decision(id))?.decision;
          if (!about) throw new EarmarkError('config', `there is no decision ${id}`);
          const which = field ?? about.field;
          if (unlock) await earmark.reviews.unlock(about.subject, which);
          else await earmark.reviews.lock(about.subject, which, person());
          out.data({ event: unlock ? 'unlocked' : 'locked', subject: about.subject, field: which });
          out.say(`${which} is ${unlock ? 'open again' : 'locked'}`);
        });
      },
    );
  review.action(async (_options, command: Command) => {
    outcome.code = await withHost(globalsOf(command), async (host) => {
      if (host.out.json || !process.stdin.isTTY || !process.stdout.isTTY) {
        await list(host, {});
        return 0;
      }
      const { reviewInteractively } = await import('../review/interactive.ts');
      const written = await reviewInteractively(host, person());
      return written ? writeAccepted(host) : 0;
    });
  });
};

function withFilters(command: Command): Command {
  return command
    .option(
      '--status <status>',
      'pending, accepted, rejected, edited, applied, superseded',
      'pending',
    )
    .option('--band <band>', 'review or manual')
    .option('--field <name>')
    .option('--above <percent>', 'at least this confidence')
    .option('--below <percent>', 'at most this confidence')
    .option('--text <words>', 'part of the title')
    .option('--limit <n>', 'how many', '50');
}

const statuses = ['pending', 'accepted', 'rejected', 'edited', 'applied', 'superseded'] as const;

function filterOf({
  status = 'pending',
  band,
  field,
  above,
  below,
  text,
  limit = '50',
}: FilterOptions): ReviewFilter {
  const known = statuses.find((each) => each === status);
  if (!known)
    throw new EarmarkError('config', `--status is one of ${statuses.join(', ')}, not ${status}`);
  if (band !== undefined && band !== 'review' && band !== 'manual')
    throw new EarmarkError('config', `--band is review or manual, not ${band}`);
  return {
    status: known,
    limit: wholeNumber('--limit', limit, 1),
    ...(band === undefined ? {} : { band }),
    ...(field === undefined ? {} : { field }),
    ...(above === undefined ? {} : { minConfidence: part('--above', above) }),
    ...(below === undefined ? {} : { maxConfidence: part('--below', below) }),
    ...(text === undefined ? {} : { text }),
  };
}

function part(flag: string, text: string): number {
  const percentage = Number(text);
  if (percentage >= 0 && percentage <= 100) return percentage / 100;
  throw new EarmarkError('config', `${flag} is a percentage from 0 to 100, not ${text}`);
}

async function list({ earmark, out }: Host, options: FilterOptions): Promise<void> {
  const filter = filterOf(options);
  const found = await earmark.reviews.list(filter);
  for (const review of found) out.data({ event: 'review', ...review });
  if (found.length === 0) {
    out.say('Nothing waits for you.');
    return;
  }
  out.say(
    table<Review>(
      found,
      [
        { title: 'decision', value: ({ decision }) => decision },
        { title: 'album', value: ({ title }) => printable(title), flexible: true },
        { title: 'field', value: ({ field }) => field },
        { title: 'now', value: ({ before }) => values(before), flexible: true },
        {
          title: 'proposed',
          value: ({ after, edited }) => values(edited ?? after),
          flexible: true,
        },
        { title: 'sure', value: ({ confidence }) => percent(confidence), align: 'right' },
      ],
      out.width,
    ),
  );
  const { limit: _limit, ...counted } = filter;
  const all = await earmark.reviews.count(counted);
  if (all > found.length) out.say(dim(`${all - found.length} more: --limit ${all}`));
}

async function show({ earmark, out }: Host, id: string): Promise<void> {
  const record = await (await earmark.store()).journal.decision(id);
  if (!record)
    throw new EarmarkError(
      'config',
      `there is no decision ${id}: \`earmark review list\` shows them`,
    );
  const review = await earmark.reviews.get(id);
  out.data({ event: 'decision', ...record, ...(review ? { review } : {}) });
  out.say(decisionLines(record.title, record.decision));
  out.say(reasonLines(record.decision));
  if (review && review.status !== 'pending')
    out.say(dim(`${review.status} by ${review.by ?? 'somebody'}`));
}

/** What was accepted is written at once where no other process writes this account; else by that account's next run. */
async function writeAccepted(host: Host): Promise<number> {
  const result = await host.follow(host.earmark.run(reviewed().pipe(apply())));
  const { applied = 0, failed = 0 } = result.counts;
  if (result.fault?.code === 'locked') {
    host.out.say(
      'The answers are kept; they are written by the next run that writes this account.',
    );
    return 0;
  }
  host.out.say(`${applied} files written, ${failed} failed.`);
  return exitCodeOf(result);
}

export const split = (text: string) =>
  text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const person = () => userInfo().username;
