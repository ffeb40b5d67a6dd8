import { EarmarkError } from '@earmark/core';
import { cleanLocks, createFileLock, doctorMount, type FileLockInfo } from '@earmark/lock';
import { ended } from '../exit.ts';
import { runUnderLock } from '../locks/run-under-lock.ts';
import { createOutput } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { duration } from '../output/progress.ts';
import { bold, dim, green, red, yellow } from '../output/style.ts';
import { table } from '../output/table.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface LockFlags {
  readonly suffix?: string;
  readonly stale?: string;
}

const flags = ['--suffix <suffix>', 'what lock files end in (default: .earmark.lock)'] as const;
const staleFlag = [
  '--stale <time>',
  'when a silent holder of another machine may be taken over (default: 60s)',
] as const;

export const defineLocks: DefineCommand = (locks, session) => {
  const path = (text: string) => typedPath(text, session.io);
  locks
    .command('run')
    .argument('<file>', 'what to lock: a file or a folder', path)
    .argument('<command...>', 'behind --')
    .option('--wait <time>', 'how long to wait for a held lock, such as 10s or 5m', '0')
    .option(...flags)
    .option(...staleFlag)
    .description(
      'run a command while holding the lock of a file, as flock(1) does; exits with 75 if the lock is taken',
    )
    .addHelpText(
      'after',
      '\nThe command gets EARMARK_LOCK_TOKEN. Example: earmark locks run song.flac --wait 10s -- flac -t song.flac',
    )
    .action(
      async (
        file: string,
        command: readonly string[],
        options: LockFlags & { readonly wait: string },
        self,
      ) => {
        const out = createOutput(session.globals(self));
        session.code = await runUnderLock({
          locks: locksFrom(options),
          file,
          command,
          waitMs: milliseconds('--wait', options.wait),
          out,
          io: session.io,
        });
      },
    );
  locks
    .command('list')
    .argument('[folder]', 'default: here', path, session.io.cwd)
    .option(...flags)
    .description('list every lock in and below a folder, and whether its holder is alive')
    .action(async (folder: string, options: LockFlags, command) => {
      const out = createOutput(session.globals(command));
      const found: FileLockInfo[] = [];
      for await (const lock of locksFrom(options).list(folder)) {
        found.push(lock);
        out.data({ event: 'lock', ...lock });
      }
      if (found.length === 0) out.say('No locks.');
      else {
        out.say(
          table(
            found,
            [
              { title: 'what', value: ({ key }) => printable(key), flexible: true },
              {
                title: 'holder',
                value: ({ holder }) =>
                  `${holder.host} ${holder.pid}${holder.account ? ` (${holder.account})` : ''}`,
              },
              {
                title: 'for',
                value: ({ since }) => (since > 0 ? duration(Date.now() - since) : ''),
                align: 'right',
              },
              {
                title: 'last heard',
                value: ({ beatAt }) =>
                  beatAt > 0 ? `${duration(Math.max(0, Date.now() - beatAt))} ago` : '',
                align: 'right',
              },
              { title: 'token', value: ({ token }) => String(token), align: 'right' },
              {
                title: 'state',
                value: ({ state }) => state,
                paint: (text, { state }) => (state === 'held' ? green(text) : yellow(text)),
              },
            ],
            out.width,
          ),
        );
      }
    });
  locks
    .command('clean')
    .argument('[folder]', 'default: here', path, session.io.cwd)
    .option(...flags)
    .option(...staleFlag)
    .option(
      '--watch <time>',
      'watch the locks of other machines this long before judging them',
      '0',
    )
    .description('remove the locks that dead processes left')
    .action(async (folder: string, options: LockFlags & { readonly watch: string }, command) => {
      const out = createOutput(session.globals(command));
      let removed = 0;
      for await (const lock of cleanLocks({
        locks: locksFrom(options),
        under: folder,
        watchMs: milliseconds('--watch', options.watch),
      })) {
        removed += 1;
        out.data({ event: 'lock-removed', ...lock });
        out.say(`${printable(lock.key)}  ${dim(`was ${lock.holder.host} ${lock.holder.pid}`)}`);
      }
      out.say(`${removed} removed`);
    });
  locks
    .command('doctor')
    .argument('<mount>', 'a folder on it that can be written to', path)
    .description('test what a mount can do, and which guarantees hold there')
    .action(async (mount: string, _options, command) => {
      const out = createOutput(session.globals(command));
      const report = await doctorMount(mount);
      out.data({ event: 'mount', ...report });
      for (const { level, text, fix } of report.findings) {
        const mark = level === 'ok' ? green('✓') : level === 'warning' ? yellow('!') : red('✗');
        out.say(`${mark} ${text}${fix ? dim(`\n  → ${fix}`) : ''}`);
      }
      out.say(
        `\n${bold('among the processes of this machine')}: ${report.exclusionHere ? green('exclusion') : red('nothing')}`,
      );
      out.say(
        `${bold('between machines')}: ${report.leaseAcross ? green('a lease, fenced at commit') : red('nothing')}`,
      );
      session.code = report.exclusionHere ? ended.done : ended.failed;
    });
};

function locksFrom({ suffix, stale }: LockFlags) {
  return createFileLock({
    ...(suffix === undefined ? {} : { suffix }),
    ...(stale === undefined ? {} : { staleMs: milliseconds('--stale', stale) }),
  });
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `10s`, `500ms`, `2m`, `1h`; a bare number is seconds, as flock has it. */
function milliseconds(flag: string, text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (number === undefined)
    throw new EarmarkError('config', `${flag} is a time such as 10s, 500ms or 2m, not ${text}`);
  return Number(number) * (units[unit] ?? 1000);
}
