import { EarmarkError } from '@earmark/spec';
import type { RecordChange, Records } from './ports.ts';

/** False, and nothing is changed, where somebody else was quicker: a record has another revision than was expected. */
export async function commitUnlessTaken(
  records: Pick<Records, 'commit'>,
  changes: readonly RecordChange[],
): Promise<boolean> {
  try {
    await records.commit(changes);
    return true;
  } catch (error) {
    if (EarmarkError.is(error, 'conflict')) return false;
    throw error;
  }
}
