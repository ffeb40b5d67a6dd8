import { apply, EarmarkError, type Pipeline, pipeline } from '@earmark/core';
import type { FileLibrary } from '@earmark/library';
import type { Issue, Severity } from '@earmark/quality';
import { type CheckedLibrary, checkLibrary, libraryAt } from '@earmark/standard';
import { type QualityRequest, sayHistory } from '../analyze/quality-history.ts';
import { ended, exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { issueKindsOf } from '../list/issue-kinds.ts';
import { counted } from '../output/counted.ts';
import { createOutput } from '../output/output.ts';
import { dim } from '../output/style.ts';
import { typedPath } from '../typed-path.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface QualityOptions {
  readonly kinds?: string;
  readonly severity?: string;
  readonly limit?: string;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly history?: boolean;
  readonly explain?: boolean;
  readonly decode?: boolean;
}

export const defineQuality: DefineCommand = (command, session) => {
  command
    .argument('[path]', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--kinds <names>', 'only these kinds of issues, separated by commas')
    .option('--severity <level>', 'this or worse: info, warning or error')
    .option('--limit <n>', 'issues shown of each kind (default: 3, with --json all)')
    .option('--fix', 'queue fixes for review')
    .option('--yes', 'with --fix: write at once what is certain (spaces, control characters)')
    .option(
      '--decode',
      'decode all sound, to find damage that lengths do not show (slow, by ffmpeg)',
    )
    .option('--history', 'the scores of earlier checks')
    .option('--explain', 'how the score is made')
    .addHelpText(
      'after',
      `
Examples:
  earmark quality /music                         what is wrong, worst first, with a health score
  earmark quality /music --kinds mojibake,joined-values --limit 20
  earmark quality /music --fix                   what can be put right waits for \`earmark review\`
  earmark quality /music --history               how the score went`,
    )
    .action(async (path: string | undefined, options: QualityOptions, command) => {
      const globals = session.globals(command);
      if (options.explain) {
        const { explain } = await import('../analyze/show-health.ts');
        return explain(createOutput(globals));
      }
      if (path === undefined)
        throw new EarmarkError('config', 'Which folder? earmark quality <path>, or --explain');
      if (options.yes && !options.fix) throw new EarmarkError('config', '--yes needs --fix');
      session.code = await withHost(globals, (host) =>
        options.history ? history(host, path, options) : quality(host, path, options),
      );
    });
};

async function history({ earmark, out }: Host, path: string, { limit }: QualityOptions) {
  const most = limit === undefined ? 20 : wholeNumber('--limit', limit, 1);
  await sayHistory((await earmark.store()).journal, path, most, out);
  return ended.done;
}

async function quality(host: Host, path: string, options: QualityOptions): Promise<number> {
  const { out, run, roots } = host;
  const { FFMPEG_PATH: ffmpeg } = host.settings.context.env;
  const shows = await import('../analyze/show-health.ts');
  const kinds = options.kinds === undefined ? undefined : await issueKindsOf(options.kinds);
  const isShown = await severityFilter(options.severity);
  const limit = options.limit === undefined ? undefined : wholeNumber('--limit', options.limit, 1);
  const tally = shows.createTally(limit ?? 3);
  const fixable: Issue[] = [];
  let checked: CheckedLibrary | undefined;

  const request: QualityRequest = { command: 'quality', path, whole: !kinds };
  const library = libraryAt({ path, roots });
  const result = await run(
    checking(library, path, {
      ...(kinds && { kinds }),
      compare: kinds === undefined,
      decode: options.decode ?? false,
      ...(ffmpeg ? { ffmpeg } : {}),
      onIssue(issue) {
        if (!isShown(issue)) return;
        const shownBefore = tally.add(issue);
        if (limit === undefined || shownBefore < limit) out.data({ event: 'issue', ...issue });
        if (options.fix && issue.fix) fixable.push(issue);
      },
      onHealth(found) {
        checked = found;
        out.data({ event: 'health', ...found.health, ...(found.since && { since: found.since }) });
      },
    }),
    { request: { ...request } },
  );
  if (!checked) return exitCodeOf(result);

  const sums = tally.sums();
  out.say(shows.healthLines(checked));
  if (sums.length > 0) out.say(`\n${shows.kindTable(sums, out.width)}`);
  shows.sayExamples(sums, out);
  shows.sayWorst(checked, 5, out);
  if (options.fix) return Math.max(exitCodeOf(result), await fix(host, path, fixable, options));
  if (sums.some(({ fixes }) => fixes > 0))
    out.say(dim(`\nTo fix what can be fixed: earmark quality ${path} --fix`));
  return exitCodeOf(result);
}

function checking(
  library: FileLibrary,
  path: string,
  check: Omit<Parameters<typeof checkLibrary>[1], 'library' | 'path'>,
): Pipeline<string> {
  return pipeline({
    name: 'quality',
    origins: [library],
    async *start(context) {
      await library.scan(context.originContext(library));
      yield* checkLibrary(context, { library, path, ...check });
    },
  });
}

async function fix(
  { out, run }: Host,
  path: string,
  issues: readonly Issue[],
  { yes }: QualityOptions,
): Promise<number> {
  const { fixes } = await import('@earmark/quality');
  const result = await run(fixes(issues, yes ? { certain: 'apply' } : {}).pipe(apply()), {
    request: { command: 'quality --fix', path },
  });
  const { applied = 0, queued = 0, failed = 0, locked = 0, rejected = 0 } = result.counts;
  out.say('');
  out.say(
    `${counted(applied, 'file')} written, ${counted(queued, 'fix', 'fixes')} for you to answer, ${failed} failed.`,
  );
  if (locked + rejected > 0)
    out.say(dim(`${locked + rejected} left alone: locked or refused by a person`));
  if (applied > 0) out.say(dim(`To undo: earmark undo ${result.run}`));
  if (queued > 0) out.say(dim('To answer them: earmark review'));
  return exitCodeOf(result);
}

async function severityFilter(least: string | undefined): Promise<(issue: Issue) => boolean> {
  const { severities } = await import('@earmark/quality');
  if (least === undefined) return () => true;
  const from = severities.indexOf(least as Severity);
  if (from < 0)
    throw new EarmarkError('config', `--severity is ${severities.join(', ')}, not ${least}`);
  return ({ severity }) => severities.indexOf(severity) >= from;
}
