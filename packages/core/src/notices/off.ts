import type { RecordChange, Records } from '../ports.ts';

const collection = 'notices-off';

/** Turns the notices of an account off, or on again: for every process of the installation, from this commit on. */
export const noticesTurned = (account: string, on: boolean): RecordChange => ({
  collection,
  key: account,
  ...(on ? {} : { value: null }),
});

/** Off: its people are told nothing, and no notice is kept or counts as sent. Its notifiers can still be tried. */
export const areNoticesOn = async (records: Records, account: string): Promise<boolean> =>
  (await records.get(collection, account)) === undefined;
