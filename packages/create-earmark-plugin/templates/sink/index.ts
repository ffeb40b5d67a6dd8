import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { EarmarkError, type Fields, type Plan, type Receipt, type Sink } from '@earmark/spec';

export interface SampleSinkOptions {
  /** A JSON file that keeps fields by target: `{ "shelf:1": { "genre": ["Jazz"] } }`. */
  readonly file: string;
}
type Kept = Readonly<Record<string, Fields>>;

/** Planning changes nothing; applying does only what the plan says; a receipt leads back. */
export function createSampleSink({ file }: SampleSinkOptions): Sink {
  const read = async (): Promise<Kept> => JSON.parse(await readFile(file, 'utf8'));
  const fieldsOf = async (target: string): Promise<Fields> => (await read())[target] ?? {};
  async function write(target: string, set: Fields): Promise<Fields> {
    const kept = await read();
    const fields = present({ ...kept[target], ...set });
    await writeFile(`${file}.new`, JSON.stringify({ ...kept, [target]: fields }));
    await rename(`${file}.new`, file);
    return fields;
  }
  const values = ({ diff }: Pick<Plan, 'diff'>, side: 'before' | 'after'): Fields =>
    Object.fromEntries(diff.map((each) => [each.field, each[side]]));

  return {
    spec: 1,
    kind: 'sink',
    name: 'sample',
    async plan(change) {
      if (change.kind !== 'fields')
        throw new EarmarkError('unsupported', `sample writes fields, not ${change.kind}`);
      const fields = await fieldsOf(change.target);
      const diff = Object.entries(change.set)
        .map(([field, after]) => ({ field, before: fields[field] ?? [], after }))
        .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
      const after = fingerprintOf({ ...fields, ...change.set });
      return { id: randomUUID(), change, diff, fingerprint: fingerprintOf(fields), data: after };
    },
    async apply(plan, { signal, lease, clock }) {
      const { target } = plan.change;
      const now = fingerprintOf(await fieldsOf(target));
      if (now !== plan.fingerprint && now !== plan.data)
        throw new EarmarkError('conflict', `${target} changed since it was planned: plan again`);
      if (signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
      await lease.confirm();
      const fields = await write(target, values(plan, 'after'));
      return {
        plan: plan.id,
        target,
        applied: plan.diff,
        fingerprint: fingerprintOf(fields),
        at: clock.now(),
      };
    },
    async inspect({ change, fingerprint, data }) {
      const now = fingerprintOf(await fieldsOf(change.target));
      if (now === data) return 'after';
      return now === fingerprint ? 'before' : 'other';
    },
    async revert(receipt, { lease, clock }) {
      const back = values({ diff: receipt.applied }, 'before');
      const fields = await fieldsOf(receipt.target);
      const has = (set: Fields) => fingerprintOf({ ...fields, ...set }) === fingerprintOf(fields);
      if (!has(back) && !has(values({ diff: receipt.applied }, 'after')))
        throw new EarmarkError('conflict', `${receipt.target} changed since: it is left as it is`);
      await lease.confirm();
      const fingerprint = fingerprintOf(await write(receipt.target, back));
      return { ...receipt, applied: turned(receipt), fingerprint, at: clock.now() };
    },
  };
}

const turned = ({ applied }: Receipt) =>
  applied.map(({ field, before, after }) => ({ field, before: after, after: before }));

/** An empty list deletes. */
const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, list]) => list.length > 0));

const fingerprintOf = (fields: Fields) => JSON.stringify(Object.entries(present(fields)).sort());
