import { type Pipeline, pipeline, type RunContext, type Subject } from '@earmark/core';
import type { FileLibrary } from '@earmark/library';
import {
  checkLibrary,
  createSample,
  knownRates,
  libraryAt,
  predict,
  statistics,
} from '@earmark/standard';
import { saySummary } from '../analyze/show-summary.ts';
import { exitCodeOf } from '../exit.ts';
import { assertSources } from '../host/assert-sources.ts';
import { withHost } from '../host/host.ts';
import { sayAsked } from '../output/asked.ts';
import type { Output } from '../output/output.ts';
import { typedPath } from '../typed-path.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface AnalyzeOptions {
  readonly detailed?: boolean;
  readonly quality?: boolean;
  readonly calibration?: boolean;
  readonly predict?: boolean;
  readonly sample: string;
  readonly limit?: string;
}

export const defineAnalyze: DefineCommand = (command, session) => {
  command
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--detailed', 'also genres, years and formats')
    .option('--quality', 'also what is wrong, with a health score (more: earmark quality)')
    .option('--calibration', 'how far confidence can be believed, by what people answered')
    .option('--predict', 'asks the sources about a sample: how much of it they know')
    .option('--sample <n>', 'with --predict: how many albums, spread over all, to ask about', '20')
    .option('--limit <n>', 'only the first n albums')
    .addHelpText(
      'after',
      `
Examples:
  earmark analyze /music                         what is there, and what is missing
  earmark analyze /music --detailed --quality    with genres, years, formats and a health score
  earmark analyze /music --predict --sample 50   how many albums each source would know
  earmark analyze /music --calibration           how far confidence came true`,
    )
    .action(async (path: string, options: AnalyzeOptions, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const { earmark, out, run, roots } = host;
        if (options.predict) {
          assertSources(host);
          sayAsked(earmark, undefined, out);
        }
        const library = libraryAt({ path, roots });
        const request = { command: 'analyze', path, options: asked(options) };
        return exitCodeOf(await run(analyzing(path, library, options, out), { request }));
      });
    });
};

/** What was typed: a default says nothing. */
function asked({ sample, ...options }: AnalyzeOptions) {
  return { ...options, ...(options.predict ? { sample } : {}) };
}

/** What it says it says before the run ends, so that the end of the run is the last line. */
function analyzing(
  path: string,
  library: FileLibrary,
  options: AnalyzeOptions,
  out: Output,
): Pipeline<unknown> {
  const { limit } = options;
  const most = limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', limit, 1);
  const sampled = wholeNumber('--sample', options.sample, 1);

  return pipeline({
    name: 'analyze',
    origins: [library],
    async *start(context) {
      const stats = statistics();
      const here = new Set<string>();
      const sample = createSample(sampled);
      for await (const subject of library.subjects(context.originContext(library))) {
        if (stats.albums >= most || context.signal.aborted) break;
        stats.add(subject);
        here.add(subject.id);
        if (options.predict) sample.add(subject);
        context.count('albums');
        yield subject;
      }
      if (context.signal.aborted) return;
      saySummary(stats.summary(), options.detailed === true, out);
      if (options.quality) yield* health(context, path, library, most, out);
      if (context.signal.aborted) return;
      await matchRate(context, here, sample.subjects, out);
      if (options.calibration) {
        const { calibrationOf, sayCalibration } = await import('../analyze/calibration.ts');
        sayCalibration(await calibrationOf(context.shared), out);
      }
    },
  });
}

async function* health(
  context: RunContext,
  path: string,
  library: FileLibrary,
  most: number,
  out: Output,
): AsyncGenerator<unknown> {
  const { createTally, healthLines, kindTable } = await import('../analyze/show-health.ts');
  const tally = createTally(0);
  yield* checkLibrary(context, {
    path,
    library,
    limit: most,
    onIssue: tally.add,
    onHealth(checked) {
      out.data({ event: 'health', ...checked.health });
      out.say(`\n${healthLines(checked)}`);
      if (tally.sums().length > 0) out.say(`\n${kindTable(tally.sums(), out.width)}`);
    },
  });
}

async function matchRate(
  context: RunContext,
  here: ReadonlySet<string>,
  sample: readonly Subject[],
  out: Output,
): Promise<void> {
  const { sayKnown, sayPrediction } = await import('../analyze/show-prediction.ts');
  if (sample.length > 0) {
    const { showAsking } = await import('../analyze/show-asking.ts');
    const asked = showAsking(sample.length, context.clock, out);
    sayPrediction(await predict(sample, context, asked), here.size, out);
  } else sayKnown(await knownRates(context.store, here, context.bands), here.size, out);
}
