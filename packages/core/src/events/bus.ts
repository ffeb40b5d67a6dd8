import type { Events, Logger } from '../spec.ts';

export type EventName = keyof Events;

/** What every event travels in. The growing id lets a listener that was away resume. */
export type Envelope<Name extends EventName = EventName> = {
  [Each in Name]: {
    readonly id: number;
    readonly at: number;
    readonly account: string;
    readonly run?: string;
    readonly event: Each;
  } & Events[Each];
}[Name];

export type Listener<Name extends EventName> = (envelope: Envelope<Name>) => void;
export type Unsubscribe = () => void;

export interface EventSource {
  on<Name extends EventName>(event: Name, listener: Listener<Name>): Unsubscribe;
  /** Every event, in order. */
  onAny(listener: (envelope: Envelope) => void): Unsubscribe;
}

export interface EventBus extends EventSource {
  emit(envelope: Envelope): void;
}

interface Entry {
  readonly event?: EventName;
  readonly call: (envelope: never) => void;
}

/** A listener that throws is reported once and breaks nothing: neither the run nor its fellow listeners. */
export function createEventBus(log: Logger): EventBus {
  const listeners = new Set<Entry>();
  const reported = new WeakSet<Entry>();

  function add(entry: Entry): Unsubscribe {
    listeners.add(entry);
    return () => void listeners.delete(entry);
  }

  return {
    on: (event, listener) => add({ event, call: listener }),
    onAny: (listener) => add({ call: listener }),
    emit(envelope) {
      for (const entry of [...listeners]) {
        if (entry.event !== undefined && entry.event !== envelope.event) continue;
        try {
          // The entry's own event says that this is the envelope its listener takes.
          entry.call(envelope as never);
        } catch (error) {
          if (reported.has(entry)) continue;
          reported.add(entry);
          log.warn(`a listener of ${envelope.event} threw; the run goes on`, {
            error: String(error),
          });
        }
      }
    },
  };
}

/** Numbers events in one growing row for all buses of an installation's process. */
export function createEventCounter(start: number): () => number {
  let last = start;
  return () => ++last;
}
