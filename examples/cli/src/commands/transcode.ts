import { hostname } from 'node:os';
import {
  EarmarkError,
  type EarmarkOptions,
  type LoadedConfig,
  type Plan,
  type Run,
} from '@earmark/core';
import { defaultTranscodeSink } from '@earmark/standard';
import { builtInProfiles, estimateOf, type TranscodeProgress } from '@earmark/transcoder';
import { exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { adoptSnapshot } from '../host/snapshot.ts';
import { bytes } from '../output/bytes.ts';
import { values } from '../output/changes.ts';
import type { Output } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { duration } from '../output/progress.ts';
import { bold, dim } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';
import { queueMedia } from '../queue/queue-media.ts';
import { type QueueFlags, queueFlags, wishOf } from '../queue/wish.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface TranscodeFlags extends QueueFlags {
  readonly profile: string;
  readonly dryRun?: boolean;
  readonly keepDays?: string;
  readonly shared?: boolean;
  readonly queue?: boolean;
}

export const defineTranscode: DefineCommand = (transcoding, session) => {
  transcoding
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .requiredOption('--profile <name>', `what the files become: ${names()}, or one of your own`)
    .option('--dry-run', 'show what would be done and saved, change nothing')
    .option('--keep-days <days>', 'how long the originals can be put back (default: 7)')
    .option('--shared', 'several machines work here: a lock for each file instead of one for all')
    .option('--queue', 'put it into the queue instead, for `earmark worker`')
    .addHelpText(
      'after',
      `
Profiles:
${builtInProfiles.map(({ name, title }) => `  ${name.padEnd(14)} ${title ?? ''}`).join('\n')}

Examples:
  earmark transcode /music --profile flac --dry-run
  earmark transcode /mnt/share/films --profile hevc --shared      on every machine at once
  earmark transcode /films --profile hevc --queue --needs hevc-gpu`,
    )
    .action(async (path: string, flags: TranscodeFlags, command) => {
      session.code = await withHost(
        session.globals(command),
        (host) =>
          flags.queue
            ? queueMedia(host, path, flags.profile, wishOf(flags))
            : transcode(host, path, flags),
        (options, settings, out) => composed(options, settings, flags, out),
      );
    });
  queueFlags(transcoding);
};

const names = () => builtInProfiles.map(({ name }) => name).join(', ');

/** The configuration's own transcode sink, with its own profiles, or the default one with these flags. */
async function composed(
  options: EarmarkOptions,
  { config, context }: LoadedConfig,
  { keepDays, shared }: TranscodeFlags,
  out: Output,
): Promise<EarmarkOptions> {
  const leases = shared ? { leases: 'target' as const } : {};
  if (config.sinks?.some(({ name }) => name === 'transcode')) {
    if (keepDays === undefined) return { ...options, ...leases };
    throw new EarmarkError('config', 'the configuration has a transcode sink: say keepDays there');
  }
  const others = (options.sinks ?? []).filter(({ name }) => name !== 'transcode');
  const sink = await defaultTranscodeSink(context, {
    ...(keepDays === undefined ? {} : { keepDays: days(keepDays) }),
    onProgress: (progress) => showFile(progress, out),
  });
  return { ...options, ...leases, sinks: [...others, sink] };
}

async function transcode(host: Host, path: string, flags: TranscodeFlags): Promise<number> {
  const { out } = host;
  const { profile, dryRun = false, shared = false } = flags;
  await adoptSnapshot(host, path);
  const plans: Plan[] = [];
  // Workers of one share begin at different ends of it.
  const order = shared ? `${hostname()} ${process.pid}` : undefined;
  const request = {
    path,
    profile,
    ...(dryRun ? { dryRun } : {}),
    ...(order === undefined ? {} : { order }),
  };
  const result = await host.start('transcode', request, (run) => watch(run, plans, dryRun, out));
  const { planned = 0, applied = 0, unchanged = 0, skipped = 0, failed = 0 } = result.counts;
  if (dryRun) {
    if (plans.length > 0) out.say(table(plans, columns, out.width));
    out.say(
      `${bold('Dry run')}: ${planned} files would change, ${unchanged} already as wanted, ${failed} cannot; ${saved(plans)}. Nothing was written.`,
    );
  } else {
    out.say(
      `${applied} files transcoded, ${unchanged} already as wanted, ${skipped} skipped (in use by another process), ${failed} failed.`,
    );
    if (applied > 0) out.say(dim(`To undo: earmark undo ${result.run}`));
    if (result.outcome === 'stopped') out.say(dim(`To resume: earmark runs resume ${result.run}`));
  }
  return exitCodeOf(result);
}

function watch(run: Run, plans: Plan[], dryRun: boolean, out: Output): void {
  const open = new Map<string, Plan>();
  run.on('change-planned', ({ plan }) => {
    if (dryRun) plans.push(plan);
    else open.set(plan.change.target, plan);
  });
  run.on('change-applied', ({ receipt }) => {
    const plan = open.get(receipt.target);
    open.delete(receipt.target);
    if (plan) out.say(`${printable(receipt.target)}  ${dim(whatChanges(plan))}`);
  });
  run.on('change-failed', ({ target }) => open.delete(target));
}

function showFile(progress: TranscodeProgress, out: Output): void {
  out.data({ event: 'transcode-progressed', ...progress });
  const { target, seconds, durationSeconds, speed, etaMs } = progress;
  const part = durationSeconds
    ? `${Math.min(100, Math.round((seconds / durationSeconds) * 100))} %`
    : '';
  const rest = [
    ...(speed === undefined ? [] : [`${speed.toFixed(1)}×`]),
    ...(etaMs === undefined ? [] : [`${duration(etaMs)} left`]),
  ];
  out.draw([part, ...rest, printable(target)].join('  '));
}

const whatChanges = ({ diff }: Plan) =>
  diff
    .map(({ field, before, after }) => `${field} ${values(before)} → ${values(after)}`)
    .join(', ');

const columns: readonly Column<Plan>[] = [
  { title: 'file', value: ({ change }) => printable(change.target), flexible: true },
  { title: 'what', value: whatChanges, flexible: true },
  { title: 'now', value: (plan) => bytes(estimateOf(plan)?.before ?? 0), align: 'right' },
  { title: 'about', value: (plan) => bytes(estimateOf(plan)?.after ?? 0), align: 'right' },
];

function saved(plans: readonly Plan[]): string {
  const sum = plans.reduce((total, plan) => {
    const { before = 0, after = 0 } = estimateOf(plan) ?? {};
    return total + before - after;
  }, 0);
  return sum < 0 ? `about ${bytes(-sum)} larger in all` : `about ${bytes(sum)} saved`;
}

function days(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new EarmarkError('config', `--keep-days is a number of days from 0, not ${text}`);
}
