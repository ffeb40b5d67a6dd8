import { systemClock } from '../clock.ts';
import type { CalibrationSample, SharedStore } from '../ports.ts';
import type { Clock } from '../spec.ts';
import { createMemoryAudit } from './audit.ts';
import { createMemoryBookings } from './bookings.ts';
import { createMemoryEventLog } from './event-log.ts';
import { createMemoryRecords } from './records.ts';
import { createMemoryRoots } from './roots.ts';
import { createMemorySecrets } from './secrets.ts';

/** What accounts share, for one process and its life only. */
export function createMemorySharedStore(clock: Clock = systemClock): SharedStore {
  const parkings = new Map<string, { until: number; reason: string }>();
  const failures = new Map<string, number>();
  const samples = new Map<string, CalibrationSample[]>();

  return {
    ...createMemoryBookings(),
    ...createMemoryRoots(),
    records: createMemoryRecords(clock),
    audit: createMemoryAudit(),
    events: createMemoryEventLog(),
    secrets: createMemorySecrets(),

    async park(host, until, reason) {
      const held = parkings.get(host);
      if (held === undefined || held.until < until) parkings.set(host, { until, reason });
    },
    async parked(host, now) {
      const held = parkings.get(host);
      if (held === undefined || held.until > now) return held;
      parkings.delete(host);
      return undefined;
    },
    async noteFailure(host, at) {
      const count = at === null ? 0 : (failures.get(host) ?? 0) + 1;
      failures.set(host, count);
      return count;
    },

    async addSamples(added) {
      for (const sample of added) {
        const known = samples.get(sample.field);
        if (known === undefined) samples.set(sample.field, [sample]);
        else known.push(sample);
      }
    },
    async samples(field) {
      return [...(samples.get(field) ?? [])];
    },
  };
}
