import type { Envelope } from '../events/bus.ts';
import type { Fault } from '../spec.ts';
import { spokenTime } from '../spoken-time.ts';
import type { ToTell } from './outgoing.ts';

/** What a rule says of an event: a notice without its account. Notices of one key are summed up. */
export type Said = Omit<ToTell, 'account'>;

/** Shorter pauses are how limits work, and end before anybody reads of them. */
const worthSayingMs = 10 * 60_000;

/** What people are told, by what happened. Most events say nothing. */
export function noticesFor(envelope: Envelope): readonly Said[] {
  const { at } = envelope;
  switch (envelope.event) {
    case 'run-ended':
      return ofRun(envelope, envelope.run ?? '');
    case 'source-paused': {
      const { source, until, reason } = envelope;
      if (until - at < worthSayingMs) return [];
      const text = `${source} is not asked before ${spokenTime(until)}: ${reason}`;
      return [
        {
          kind: 'budget-parked',
          level: 'info',
          title: `${source} is paused`,
          text,
          key: `budget-parked/${source}`,
          at,
        },
      ];
    }
    case 'worker-lost': {
      const { worker, job } = envelope;
      return [
        {
          kind: 'worker-lost',
          level: 'warning',
          title: 'A worker was lost',
          text: `${worker} stopped answering; its job ${job} was taken back`,
          key: `worker-lost/${worker}`,
          at,
        },
      ];
    }
    case 'change-failed':
    case 'file-failed':
      return diskFull(envelope.fault, at);
    default:
      return [];
  }
}

function ofRun({ outcome, counts, at }: Envelope<'run-ended'>, run: string): readonly Said[] {
  const { applied = 0, queued = 0, failed = 0, unreadable = 0 } = counts;
  const said: Said[] = [];
  if (outcome === 'failed' || applied > 0)
    said.push({
      kind: 'run-ended',
      level: outcome === 'failed' ? 'failure' : 'info',
      title: `Run ${outcome}`,
      text: told(counts),
      key: `run-ended/${run}`,
      at,
    });
  if (queued > 0)
    said.push({
      kind: 'needs-review',
      level: 'info',
      title: 'Decisions wait for review',
      text: `${queued} more`,
      count: queued,
      key: 'needs-review',
      at,
    });
  const bad = failed + unreadable;
  if (bad > 0)
    said.push({
      kind: 'failures',
      level: 'warning',
      title: 'Files failed',
      text: `${failed} could not be written, ${unreadable} could not be read`,
      count: bad,
      key: `failures/${run}`,
      at,
    });
  return said;
}

function diskFull({ code, message }: Fault, at: number): readonly Said[] {
  if (code !== 'io' || !/ENOSPC|EDQUOT|no space left|disk is full/i.test(message)) return [];
  return [
    {
      kind: 'disk-full',
      level: 'failure',
      title: 'The disk is full',
      text: message,
      key: 'disk-full',
      at,
    },
  ];
}

function told(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return words.join(', ') || 'nothing was done';
}
