import { userInfo } from 'node:os';
import { EarmarkError } from '@earmark/core';
import type { Command } from 'commander';
import { ended, exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { dim } from '../output/style.ts';
import {
  type FilterOptions,
  narrowingOf,
  withFilters,
  withNarrowing,
} from '../review/filter-options.ts';
import { findDecision } from '../review/find-decision.ts';
import { list, show } from '../review/list.ts';
import { listLocks, setLock } from '../review/locks.ts';
import { split } from '../review/split.ts';
import type { DefineCommand } from './command.ts';

export const defineReview: DefineCommand = (review, session) => {
  withNarrowing(review).addHelpText(
    'after',
    `
On a terminal each decision is shown with what is there now, what is proposed and why, and single keys answer it:
y yes, n no (with a reason), e edit, m another release, l lock, s later, b back, a yes to all from a confidence on, / filter, q done.

Examples:
  earmark review                          one by one, most confident first
  earmark review --field genre --below 90 only some of them
  earmark review accept --all --above 92  yes to all that are at least so sure
  earmark review reject 3f2a… --reason "a box set"
  earmark review lock 3f2a…               no run touches this field of this album any more`,
  );

  withFilters(
    review.command('list').description('what waits for an answer, most confident first'),
  ).action(async (_options, command: Command) => {
    await withHost(session.globals(command), (host) => list(host, filtersOf(command)));
  });
  review
    .command('show')
    .argument('<decision>')
    .description('one decision with its reasons')
    .action(async (id: string, _options, command) => {
      await withHost(session.globals(command), (host) => show(host, id));
    });
  withNarrowing(
    review
      .command('accept')
      .argument('[decisions...]')
      .description('accept and write; with --all, everything that matches the filters'),
  )
    .option('--all', 'every pending one that matches the filters')
    .action(
      async (ids: readonly string[], { all }: { readonly all?: boolean }, command: Command) => {
        session.code = await withHost(session.globals(command), (host) =>
          all ? acceptAll(host, filtersOf(command)) : accept(host, ids),
        );
      },
    );
  review
    .command('reject')
    .argument('<decisions...>')
    .option('--reason <text>', 'why; kept with the decision')
    .description('reject: the value is not proposed again for this album')
    .action(async (ids: readonly string[], { reason }: { readonly reason?: string }, command) => {
      await withHost(session.globals(command), async (host) => {
        const { earmark, out } = host;
        for (const id of await Promise.all(ids.map((text) => findDecision(host, text)))) {
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
    .argument('<value>', 'as you would type it: "Rock; Indie Rock"')
    .description('give the right value instead, and write it')
    .action(async (id: string, value: string, _options, command) => {
      const edited = split(value);
      if (edited.length === 0)
        throw new EarmarkError(
          'config',
          `an edit needs a value such as "Rock; Indie Rock"; to say no: earmark review reject ${id}`,
        );
      session.code = await withHost(session.globals(command), async (host) => {
        const decision = await findDecision(host, id);
        await host.earmark.reviews.answer(decision, { status: 'edited', edited, by: person() });
        return writeAccepted(host);
      });
    });
  for (const [name, description] of [
    [
      'lock',
      'keep runs from touching this field of this album; pending decisions about it are set aside',
    ],
    ['unlock', 'remove the lock; what it set aside is pending again'],
  ] as const)
    review
      .command(name)
      .argument('<decision>', 'a decision about the album, or the album as `review locks` shows it')
      .option('--field <name>', 'default: the field of the decision')
      .description(description)
      .action(async (id: string, _options, command: Command) => {
        const { field } = filtersOf(command);
        await withHost(session.globals(command), (host) =>
          setLock(host, name, id, field, person()),
        );
      });
  review
    .command('locks')
    .description('what people locked')
    .action(async (_options, command) => {
      await withHost(session.globals(command), listLocks);
    });
  review.action(async (options: FilterOptions, command: Command) => {
    session.code = await withHost(session.globals(command), (host) => interactive(host, options));
  });
};

/** `review` has the filters of its sub-commands, and takes them where they stand behind one, too. */
const filtersOf = (command: Command) => command.optsWithGlobals<FilterOptions>();

async function acceptAll(host: Host, options: FilterOptions): Promise<number> {
  const accepted = await host.earmark.reviews.acceptAll(narrowingOf(options), person());
  host.out.say(`${accepted.length} accepted`);
  return accepted.length === 0 ? ended.done : writeAccepted(host);
}

async function accept(host: Host, ids: readonly string[]): Promise<number> {
  if (ids.length === 0)
    throw new EarmarkError(
      'config',
      'Which decisions? Give ids, or --all with filters such as --above 90',
    );
  const decisions = await Promise.all(ids.map((text) => findDecision(host, text)));
  for (const id of decisions)
    await host.earmark.reviews.answer(id, { status: 'accepted', by: person() });
  return writeAccepted(host);
}

async function interactive(host: Host, options: FilterOptions): Promise<number> {
  if (host.out.json || !host.io.stdin.isTTY || !host.io.stdout.isTTY) {
    await list(host, options);
    return ended.done;
  }
  const { openTerminal } = await import('../review/terminal.ts');
  const { reviewInteractively } = await import('../review/interactive.ts');
  const terminal = openTerminal();
  let end: Awaited<ReturnType<typeof reviewInteractively>>;
  try {
    end = await reviewInteractively(host.earmark, terminal, person(), narrowingOf(options));
  } finally {
    terminal.close();
  }
  for (const album of end.matched)
    host.out.say(dim(`Another release was chosen. To see it: earmark match ${album}`));
  if (end.matched.length > 0)
    host.out.say(dim('To decide about these albums again: earmark tag <their folder>'));
  if (end.interrupted) {
    if (end.accepted)
      host.out.say(
        dim('Your answers are kept. The next `earmark review` or `earmark tag` writes them.'),
      );
    return ended.stopped;
  }
  return (await isAnythingToWrite(host)) ? writeAccepted(host) : ended.done;
}

/** Also what was answered in an earlier session that ended with Ctrl-C. */
async function isAnythingToWrite({ earmark }: Host): Promise<boolean> {
  const counts = await Promise.all(
    (['accepted', 'edited'] as const).map((status) => earmark.reviews.count({ status })),
  );
  return counts.some((count) => count > 0);
}

/** What was accepted is written at once where no other process writes this account; else by that account's next run. */
async function writeAccepted(host: Host): Promise<number> {
  const result = await host.start('reviewed', {});
  const { applied = 0, failed = 0 } = result.counts;
  if (result.fault?.code === 'locked') {
    host.out.say(
      'The answers are kept; they are written by the next run that writes this account.',
    );
    return ended.done;
  }
  host.out.say(`${counted(applied, 'file')} written, ${failed} failed.`);
  if (applied > 0) host.out.say(dim(`To undo: earmark undo ${result.run}`));
  return exitCodeOf(result);
}

const person = () => userInfo().username;
