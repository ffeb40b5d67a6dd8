import { type Earmark, type Run, startWorker, type Worker, type WorkerEvent } from '@earmark/core';
import { rootAbility } from '../roots/jobs-of-root.ts';
import { createHandlers, viewOf } from './handlers.ts';
import { offerOf, type WorkerOffer, type WorkerOfferOptions } from './offer.ts';
import { abilityTrouble, type Roots, rootsHere } from './roots-here.ts';

export interface JobWorkerOptions extends WorkerOfferOptions {
  readonly earmark: Earmark;
  /** Whose jobs, in turn. Default: the account of `earmark`. */
  readonly accounts?: readonly string[];
  /** Where this machine has the roots, before what the state knows of it. */
  readonly roots?: Roots;
  /** Jobs at a time. Default 1. */
  readonly concurrency?: number;
  /** Ends when nothing is left to do. Default: goes on until it is stopped. */
  readonly drain?: boolean;
  /** Each job's run, as it begins. */
  readonly onRun?: (run: Run) => void;
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** Does what `queueing` queues, on this machine: with the roots that it has and the encoders that it found. */
export async function startJobWorker(options: JobWorkerOptions): Promise<Worker & WorkerOffer> {
  const { earmark, accounts = [earmark.account], roots = {}, onEvent } = options;
  const all = createHandlers({ earmark, roots, watch: options.onRun ?? (() => undefined) });
  const offer = await offerOf(all, earmark, options);
  const { topics, can } = offer;
  let places: readonly Roots[] = [];
  const worker = startWorker({
    queues: Object.fromEntries(
      accounts.map((account) => [
        account,
        async () => (await viewOf(earmark, account).store()).jobs,
      ]),
    ),
    handlers: Object.fromEntries(Object.entries(all).filter(([topic]) => topics.includes(topic))),
    async can() {
      places = await Promise.all(
        accounts.map((account) => rootsHere(viewOf(earmark, account), roots)),
      );
      return [...can, ...places.flatMap((here) => Object.keys(here).map(rootAbility))];
    },
    lacks: (ability) => abilityTrouble(ability, places),
    concurrency: options.concurrency ?? 1,
    drain: options.drain ?? false,
    onEvent(event) {
      if (event.what === 'worker-lost') {
        const { account, worker, job } = event;
        viewOf(earmark, account).emit('worker-lost', { worker, job });
      }
      onEvent?.(event);
    },
  });
  return { ...worker, ...offer };
}
