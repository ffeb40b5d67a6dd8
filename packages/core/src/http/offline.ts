import type { SharedStore } from '../ports.ts';

/** Where nobody is asked, nothing is limited, booked or parked. */
export function createOfflineShared(): Pick<
  SharedStore,
  'book' | 'park' | 'parked' | 'noteFailure'
> {
  return {
    book: async () => ({ waitMs: 0 }),
    park: async () => undefined,
    parked: async () => undefined,
    noteFailure: async () => 0,
  };
}
