import { EarmarkError } from '@earmark/spec';
import type { Events, Json, PluginContext } from '../spec.ts';
import type { Envelope } from './bus.ts';

/**
 * What of an event lasts. `kept`: it is logged; `coalesced`: the last of half a second is; `live`: it is told to who
 * listens at this moment, and no more, as there are very many and the journal has what comes of them.
 */
type Kind = 'kept' | 'coalesced' | 'live';
const eventKinds: Readonly<Record<string, Kind>> = {
  'run-started': 'kept',
  'run-waiting': 'kept',
  'run-progressed': 'coalesced',
  'scan-progressed': 'coalesced',
  'file-failed': 'kept',
  'subject-found': 'live',
  'source-answered': 'live',
  'source-failed': 'kept',
  'plugin-slow': 'kept',
  'plugin-failed': 'kept',
  'source-paused': 'kept',
  'decision-made': 'live',
  'change-planned': 'live',
  'decision-reviewed': 'kept',
  'change-applied': 'kept',
  'change-failed': 'kept',
  'change-skipped': 'kept',
  'worker-lost': 'kept',
  'run-ended': 'kept',
} satisfies Partial<Record<keyof Events, Kind>>;

/** The house's own events: a plugin tells of others. */
const isOurs = (event: string): boolean => Object.hasOwn(eventKinds, event);

export type Emit = NonNullable<PluginContext['emit']>;

/** What a plugin tells with: it tells of its own events, not of the house's. */
export const pluginEmit =
  (emit: Emit): Emit =>
  (event, payload) => {
    if (isOurs(event))
      throw new EarmarkError(
        'config',
        `${event} is an event of the house: declare one of your own in Events`,
      );
    emit(event, payload);
  };

/** Events of plugins are few, and theirs to keep. */
export const kindOf = (event: string): Kind => eventKinds[event] ?? 'kept';

/** The payload as it is logged: the journal has what undo needs, which may be as large as what was changed. */
export function payloadOf(envelope: Envelope): Json {
  const { id: _id, at: _at, account: _account, run: _run, event: _event, ...payload } = envelope;
  if (!('receipt' in payload)) return payload as unknown as Json;
  const { undo: _undo, ...receipt } = payload.receipt;
  return { ...payload, receipt } as unknown as Json;
}
