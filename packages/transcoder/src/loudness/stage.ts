import { availableParallelism } from 'node:os';
import {
  type Band,
  type Decided,
  type Decision,
  decisionId,
  EarmarkError,
  type Fields,
  type OriginContext,
  ownDecisions,
  partId,
  type RunContext,
  type Stage,
  type Subject,
  type Target,
  toFault,
} from '@earmark/core';
import { settingsOf, type TranscodeSinkOptions } from '../options.ts';
import { albumFields, trackFields } from './gains.ts';
import { knownLoudness } from './known-loudness.ts';
import type { Loudness } from './measure.ts';

export interface ReplayGainOptions extends Pick<TranscodeSinkOptions, 'ffmpeg' | 'nice'> {
  /** A measurement is certain: `auto`, the default, writes it. `review` asks first. */
  readonly band?: Extract<Band, 'auto' | 'review'>;
  /** Also where all files have their gains already. Default false. */
  readonly again?: boolean;
  /** How many files are measured at once. Default: one a processor. */
  readonly concurrency?: number;
}
interface Measured {
  readonly target: Target;
  readonly loudness: Loudness;
}

const plugin = { spec: 1, name: 'loudness' } as const;

/**
 * ReplayGain 2 of each track and album, as decisions: pipe them into `apply()`. A file's four values are one
 * decision each and one write. Where a track cannot be measured, its album has no gain: it would be another one's.
 */
export function replayGain(options: ReplayGainOptions = {}): Stage<Subject, Decided> {
  const { band = 'auto', again = false, concurrency = availableParallelism() } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new EarmarkError('config', 'replayGain: concurrency must be a whole number from 1');
  const { ffmpeg, nice } = options;
  const { tools } = settingsOf({
    ...(ffmpeg === undefined ? {} : { ffmpeg }),
    ...(nice === undefined ? {} : { nice }),
  });

  return async function* decided(subjects, run) {
    for await (const subject of subjects) {
      if (run.signal.aborted) return;
      if (!again && subject.targets.every((target) => isLevelled(target, subject))) continue;
      const measured = await measuredOf(subject, run);
      const whole = subject.kind !== 'track' && measured.length === subject.targets.length;
      const loudness = measured.map((each) => each.loudness);
      for (const { target, loudness: own } of measured) {
        const opus = /\.opus$/i.test(target.id);
        const album = whole ? albumFields(loudness, opus) : {};
        const part = partOf(subject, target);
        const decisions = decisionsOf(part, target, { ...trackFields(own, opus), ...album }, band);
        const found = await ownDecisions(part, decisions, run);
        if (found) yield found;
      }
    }
  };

  async function measuredOf(subject: Subject, run: RunContext): Promise<readonly Measured[]> {
    const ctx = run.originContext(plugin);
    const found: (Measured | undefined)[] = [];
    const waiting = [...subject.targets.entries()];
    const worker = async () => {
      for (let next = waiting.shift(); next && !run.signal.aborted; next = waiting.shift()) {
        const [at, target] = next;
        found[at] = await measuredOne(target, ctx, run);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return found.filter((each) => each !== undefined);
  }

  async function measuredOne(target: Target, ctx: OriginContext, run: RunContext) {
    try {
      return { target, loudness: await knownLoudness(target.id, tools, ctx) };
    } catch (error) {
      if (EarmarkError.is(error, 'aborted', 'config')) throw error;
      run.count('failed');
      run.emit('file-failed', { target: target.id, fault: toFault(error) });
      return undefined;
    }
  }
}

const isLevelled = ({ fields }: Target, { kind }: Subject): boolean =>
  fields.replaygain_track_gain !== undefined &&
  (kind === 'track' || fields.replaygain_album_gain !== undefined);

/** A file of its own: a yes to one file's values is no yes to another's. */
function partOf(subject: Subject, target: Target): Subject {
  const name = target.id.slice(target.id.lastIndexOf('/') + 1);
  return {
    kind: 'track',
    id: partId(subject.id, [target.id]),
    title: `${subject.title} (${name})`,
    creators: subject.creators,
    targets: [target],
  };
}

function decisionsOf(
  subject: Subject,
  { fields }: Target,
  wanted: Fields,
  band: Band,
): readonly Decision[] {
  return Object.entries(wanted).map(([field, after]) => {
    const before = fields[field] ?? [];
    return {
      id: decisionId(subject.id, field, after),
      subject: subject.id,
      field,
      before,
      after,
      belief: 1,
      confidence: 1,
      band: before.join() === after.join() ? 'unchanged' : band,
      reasons: [{ what: 'measured by ffmpeg (EBU R 128)', contribution: 1 }],
      silent: [],
      uncalibrated: true,
    };
  });
}
