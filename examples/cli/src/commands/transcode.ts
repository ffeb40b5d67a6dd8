import { hostname } from 'node:os';
import {
  EarmarkError,
  type EarmarkOptions,
  type LoadedConfig,
  type Plan,
  type Run,
  type RunResult,
} from '@earmark/core';
import { defaultTranscodeSink, type MediaWish } from '@earmark/standard';
import { builtInProfiles, estimateOf, type TranscodeProgress } from '@earmark/transcoder';
import { didNothing, exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { adoptSnapshot } from '../host/snapshot.ts';
import { bytes } from '../output/bytes.ts';
import { values } from '../output/changes.ts';
import { counted } from '../output/counted.ts';
import type { Output } from '../output/output.ts';
import type { ShowPlace } from '../output/place.ts';
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
  readonly lossyOk?: boolean;
  readonly largerOk?: boolean;
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
    .option('--lossy-ok', 'also what is lossy already, though each encoding makes it worse')
    .option('--larger-ok', 'also what would be larger than it is')
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
            ? queueMedia(host, path, wantedOf(flags), wishOf(flags))
            : transcode(host, path, flags),
        (options, settings, out) => composed(options, settings, flags, out),
      );
    });
  queueFlags(transcoding);
};

const wantedOf = ({ profile, lossyOk, largerOk }: TranscodeFlags): MediaWish => ({
  profile,
  accepts: [...(lossyOk ? (['lossy'] as const) : []), ...(largerOk ? (['growth'] as const) : [])],
});

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
  const { dryRun = false, shared = false } = flags;
  const { profile, accepts = [] } = wantedOf(flags);
  await adoptSnapshot(host, path);
  const plans: Plan[] = [];
  // Workers of one share begin at different ends of it.
  const order = shared ? `${hostname()} ${process.pid}` : undefined;
  const request = {
    path,
    profile,
    ...(accepts.length > 0 ? { accepts: [...accepts] } : {}),
    ...(dryRun ? { dryRun } : {}),
    ...(order === undefined ? {} : { order }),
  };
  const result = await host.start('transcode', request, (run) => watch(run, plans, dryRun, host));
  const { planned = 0, applied = 0, unchanged = 0, declined = 0 } = result.counts;
  const { skipped = 0, failed = 0 } = result.counts;
  if (didNothing(result)) return exitCodeOf(result);
  const rest = [
    `${unchanged} already as wanted`,
    ...(declined > 0 ? [`${declined} left alone`] : []),
    ...(skipped > 0 ? [`${skipped} skipped, in use by another process`] : []),
  ].join(', ');
  if (dryRun) {
    if (plans.length > 0) out.say(table(plans, columnsFor(host.place), out.width));
    out.say(
      `${bold('Dry run')}: ${counted(planned, 'file')} would change, ${rest}, ${failed} cannot${saved(plans)}. Nothing was written.`,
    );
  } else {
    out.say(`${counted(applied, 'file')} transcoded, ${rest}, ${failed} failed.`);
  }
  for (const line of askedFor(result)) out.say(line);
  if (applied > 0) out.say(dim(`To undo: earmark undo ${result.run}`));
  if (result.outcome === 'stopped') out.say(dim(`To resume: earmark runs resume ${result.run}`));
  return exitCodeOf(result);
}

/** Why files were left alone, and what to add for those. */
function askedFor({ counts }: RunResult): readonly string[] {
  const { 'declined:lossy': lossy = 0, 'declined:growth': growth = 0 } = counts;
  return [
    ...(lossy > 0
      ? [
          `${counted(lossy, 'file')} left alone, lossy already. To encode them once more: --lossy-ok`,
        ]
      : []),
    ...(growth > 0
      ? [`${counted(growth, 'file')} left alone, would grow. To accept that: --larger-ok`]
      : []),
  ];
}

function watch(run: Run, plans: Plan[], dryRun: boolean, { out, place }: Host): void {
  const open = new Map<string, Plan>();
  run.on('change-planned', ({ plan }) => {
    if (dryRun) plans.push(plan);
    else open.set(plan.change.target, plan);
  });
  run.on('change-applied', ({ receipt }) => {
    const plan = open.get(receipt.target);
    open.delete(receipt.target);
    if (plan) out.say(`${printable(place(receipt.target))}  ${dim(whatChanges(plan))}`);
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

const columnsFor = (place: ShowPlace): readonly Column<Plan>[] => [
  { title: 'file', value: ({ change }) => printable(place(change.target)), flexible: true },
  { title: 'what', value: whatChanges, flexible: true },
  { title: 'now', value: (plan) => bytes(estimateOf(plan)?.before ?? 0), align: 'right' },
  { title: 'about', value: (plan) => bytes(estimateOf(plan)?.after ?? 0), align: 'right' },
];

function saved(plans: readonly Plan[]): string {
  if (plans.length === 0) return '';
  const sum = plans.reduce((total, plan) => {
    const { before = 0, after = 0 } = estimateOf(plan) ?? {};
    return total + before - after;
  }, 0);
  return sum < 0 ? `; about ${bytes(-sum)} larger in all` : `; about ${bytes(sum)} saved`;
}

function days(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new EarmarkError('config', `--keep-days is a number of days from 0, not ${text}`);
}
