import { EventEmitter } from 'node:events';
import type { Envelope, EventName, EventSource } from './bus.ts';

/** What listens to each event. */
export type EventListeners = {
  readonly [Name in EventName]: (envelope: Envelope<Name>) => void;
};

/** The events of an Earmark or of a run, for code that wants an emitter: it fits `TypedEmitter<EventListeners>` of typed-emitter. */
export interface EventEmitterView {
  on<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  once<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  off<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  addListener<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  prependListener<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  prependOnceListener<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  removeListener<Name extends EventName>(event: Name, listener: EventListeners[Name]): this;
  removeAllListeners<Name extends EventName>(event?: Name): this;
  /** Reaches the listeners of this emitter alone. */
  emit<Name extends EventName>(event: Name, envelope: Envelope<Name>): boolean;
  eventNames(): (EventName | string | symbol)[];
  rawListeners<Name extends EventName>(event: Name): EventListeners[Name][];
  listeners<Name extends EventName>(event: Name): EventListeners[Name][];
  listenerCount<Name extends EventName>(event: Name): number;
  getMaxListeners(): number;
  setMaxListeners(most: number): this;
}

/** `on`, `once` and `off` over the events of an Earmark or a run. A listener that throws keeps none of the others from hearing. */
export function toEmitter(source: Pick<EventSource, 'onAny'>): EventEmitterView {
  const emitter = new EventEmitter().setMaxListeners(0);
  source.onAny((envelope) => {
    const thrown: unknown[] = [];
    for (const listener of emitter.rawListeners(envelope.event)) {
      try {
        listener.call(emitter, envelope);
      } catch (error) {
        thrown.push(error);
      }
    }
    // Whose events these are reports it.
    if (thrown.length > 0) throw thrown[0];
  });
  // Node's own type knows the names of events as strings, which these are.
  return emitter as EventEmitterView;
}
