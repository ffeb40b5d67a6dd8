import { readFile } from 'node:fs/promises';
import { EarmarkError, type Origin, type Subject } from '@earmark/spec';

export interface SampleOriginOptions {
  /** A JSON file: a list of `{ id, title, creators, year }`. */
  readonly file: string;
}
interface Item {
  readonly id: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly year?: number;
}

/** Albums that a file lists. They have no targets: nothing is written, but all is decided. */
export function createSampleOrigin({ file }: SampleOriginOptions): Origin {
  async function items(signal: AbortSignal): Promise<readonly Item[]> {
    if (signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new EarmarkError('io', `${file} cannot be read`, { cause });
    });
    return JSON.parse(text);
  }
  return {
    spec: 1,
    kind: 'origin',
    name: 'sample',
    async *subjects({ signal, report }) {
      const all = await items(signal);
      report.expect(all.length);
      for (const item of all) {
        if (signal.aborted) return;
        yield toSubject(item);
      }
    },
    async get(id, { signal }) {
      const item = (await items(signal)).find((each) => each.id === id);
      return item === undefined ? undefined : toSubject(item);
    },
  };
}

const toSubject = (item: Item): Subject => ({ kind: 'album', ...item, targets: [] });
