import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { EarmarkError, toEarmarkError, toFault } from '@earmark/spec';
import { startDeadline } from '../clock.ts';
import { createEventBus, type Envelope } from '../events/bus.ts';
import { createProgressMeter } from '../events/progress.ts';
import { ownOwner } from '../files/owner.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { RunOutcome } from '../ports.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Clock, Events, Fault, Logger } from '../spec.ts';
import type { RunContext } from './context.ts';
import { countWritten } from './earlier.ts';
import { isStop } from './is-stop.ts';
import type { Leases } from './leases.ts';
import { recover } from './recover.ts';
import type { Run, RunOptions, RunResult } from './run.ts';
import type { Turns } from './turns.ts';

/** What the run itself brings; the rest of its context is the installation's. */
export interface RunParts {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Aborts when what is being written was waited for long enough after a stop. */
  readonly abandoned: AbortSignal;
  readonly emit: RunContext['emit'];
  readonly count: RunContext['count'];
  readonly expect: RunContext['expect'];
  /** Waits until no other run of the account writes in this process; gives what ends that. */
  readonly turn: () => Promise<() => void>;
}

export interface StartOptions extends RunOptions {
  /** The recipe that the pipeline was made from. */
  readonly recipe?: string;
  readonly account: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly nextEventId: () => number;
  readonly graceMs: number;
  readonly turns: Turns;
  readonly redact: Redactor;
  /** Every event also goes to the listeners of the account. */
  readonly forward: (envelope: Envelope) => void;
  readonly open: (
    parts: RunParts,
    pipeline: Pipeline<unknown>,
  ) => Promise<{ readonly context: RunContext; readonly leases: Leases }>;
}

const progressEveryMs = 250;
/** How often a run looks whether another process wants it to stop. */
const askEveryMs = 1000;

export function startRun(pipeline: Pipeline<unknown>, options: StartOptions): Run {
  const { account, clock, log } = options;
  const id = options.resume ?? randomUUID();
  const bus = createEventBus(log);
  const stopping = new AbortController();
  const abandoning = new AbortController();
  let graceMs = options.graceMs;
  let forgiven = () => {};
  const counts: Record<string, number> = {};
  const progress = createProgressMeter(clock);
  let lastProgress = Number.NEGATIVE_INFINITY;

  let answers = 0;
  let unheard: Fault | undefined;

  const emit: RunContext['emit'] = (event, payload) => {
    if (event === 'source-answered') answers += 1;
    if (event === 'source-failed') unheard = (payload as Events['source-failed']).fault;
    const head = { id: options.nextEventId(), at: clock.now(), account, run: id, event };
    const envelope = options.redact.json({ ...head, ...payload } as Envelope);
    bus.emit(envelope);
    options.forward(envelope);
  };
  const parts: RunParts = {
    id,
    signal: options.signal ? AbortSignal.any([stopping.signal, options.signal]) : stopping.signal,
    abandoned: abandoning.signal,
    emit,
    count(name, by = 1) {
      counts[name] = (counts[name] ?? 0) + by;
    },
    expect: progress.expect,
    turn: () =>
      options.turns.take({
        run: id,
        whenBusy: options.whenBusy ?? 'wait',
        signal: parts.signal,
        waiting: (writing) => emit('run-waiting', { writing }),
      }),
  };

  function startGrace() {
    forgiven();
    forgiven = startDeadline(graceMs, () => abandoning.abort());
  }
  if (parts.signal.aborted) startGrace();
  else parts.signal.addEventListener('abort', startGrace, { once: true });

  function reportProgress(force = false) {
    const now = clock.monotonic();
    if (!force && now - lastProgress < progressEveryMs) return;
    lastProgress = now;
    emit('run-progressed', progress.now() as Events['run-progressed']);
  }

  async function work(): Promise<RunResult> {
    let opened: Awaited<ReturnType<StartOptions['open']>> | undefined;
    let outcome: RunOutcome = 'completed';
    let failure: EarmarkError | undefined;
    let begun = false;
    const ended = new AbortController();
    try {
      opened = await options.open(parts, pipeline);
      const { context, leases } = opened;
      leases.lost.addEventListener('abort', () => stopping.abort(leases.lost.reason), {
        once: true,
      });
      if (pipeline.writes) await leases.open();
      await begin(context);
      begun = true;
      void heed(context, ended.signal);
      emit('run-started', { pipeline: pipeline.name });
      if (pipeline.writes) await recover(context);
      if (options.resume !== undefined) await countWritten(context);
      for await (const _item of pipeline.start(context)) {
        progress.done();
        reportProgress();
      }
      if (parts.signal.aborted) outcome = 'stopped';
      else if (answers === 0 && unheard) {
        outcome = 'failed';
        failure = new EarmarkError(unheard.code, `no source answered: ${unheard.message}`);
      }
    } catch (error) {
      outcome = isStop(error, parts.signal) ? 'stopped' : 'failed';
      if (outcome === 'failed') failure = toEarmarkError(error);
    }
    if (opened?.leases.lost.aborted) {
      outcome = 'failed';
      failure = new EarmarkError(
        'locked',
        `the lease of account ${account} was lost to another process, and nothing was written since: resume the run when that one has ended`,
      );
    }
    if (failure) log.error(`run ${id} failed`, { run: id, fault: toFault(failure) });
    try {
      if (opened && begun)
        await opened.context.store.journal.endRun(id, outcome, counts, clock.now());
    } catch (error) {
      outcome = 'failed';
      failure ??= toEarmarkError(error);
    }
    ended.abort();
    forgiven();
    parts.signal.removeEventListener('abort', startGrace);
    await opened?.leases.close();
    reportProgress(true);
    emit('run-ended', { outcome, counts });
    const fault = failure && options.redact.json(toFault(failure));
    return { run: id, outcome, counts, ...(fault ? { fault } : {}) };
  }

  /** Ends the run soon after somebody asked for it, in whatever process. */
  async function heed({ store }: RunContext, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      try {
        await clock.sleep(askEveryMs, ended);
        // A clock of a test may need no time to sleep: then the run still gets its turns.
        await new Promise((resolve) => setImmediate(resolve));
        const request = await store.journal.stopRequested(id);
        if (!request || ended.aborted) continue;
        log.info(`run ${id} is stopped, as ${request.by} wants`, { run: id });
        stopping.abort(new EarmarkError('aborted', `the run was stopped by ${request.by}`));
        return;
      } catch (error) {
        if (!ended.aborted)
          log.warn('whether the run is to stop is not known', {
            run: id,
            fault: toFault(error),
          });
      }
    }
  }

  async function begin({ store }: RunContext) {
    const known = await store.journal.run(id);
    if (options.resume !== undefined && !known) {
      throw new EarmarkError('not-found', `there is no run ${id} in account ${account} to resume`);
    }
    if (known && known.pipeline !== pipeline.name) {
      throw new EarmarkError(
        'config',
        `run ${id} was a run of ${known.pipeline}, which ${pipeline.name} cannot continue: start a new run`,
      );
    }
    const request = options.request ?? known?.request;
    const recipe = options.recipe ?? known?.recipe;
    await store.journal.startRun({
      id,
      pipeline: pipeline.name,
      startedAt: known?.startedAt ?? clock.now(),
      counts: {},
      host: hostname(),
      pid: process.pid,
      owner: await ownOwner(),
      ...(options.job === undefined ? {} : { job: options.job }),
      ...(request === undefined ? {} : { request }),
      ...(recipe === undefined ? {} : { recipe }),
    });
  }

  // Listeners are added in the same turn; they must not miss the first event.
  const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work);

  return {
    id,
    done,
    on: bus.on,
    onAny: bus.onAny,
    stop(how = {}) {
      graceMs = how.graceMs ?? graceMs;
      // Whoever asks again with less patience is heard.
      if (parts.signal.aborted && how.graceMs !== undefined) startGrace();
      stopping.abort(new EarmarkError('aborted', 'the run was stopped'));
      return done;
    },
  };
}
