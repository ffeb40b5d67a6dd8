import {
  type Change,
  type Diff,
  EarmarkError,
  type Fields,
  type Plan,
  type PluginContext,
  type Receipt,
} from '@earmark/core';
import type { Pool } from '../pool/pool.ts';
import type { CoverWish } from '../pool/protocol.ts';
import { sameValues, valuesOf } from '../write/values.ts';
import type { Step } from './data.ts';
import type { WriteContext } from './writer.ts';

export interface RevertTools {
  readonly pool: Pool;
  readonly plan: (change: Change, ctx: PluginContext) => Promise<Plan>;
  readonly planCover: (change: Change, cover: CoverWish, ctx: PluginContext) => Promise<Plan>;
  readonly apply: (plan: Plan, ctx: WriteContext) => Promise<Receipt>;
  readonly write: () => Promise<Receipt>;
}

/** Byte for byte where the file still is what the receipt left, else field by field. */
export async function revertStep(
  receipt: Receipt,
  path: string,
  step: Step,
  ctx: WriteContext,
  tools: RevertTools,
): Promise<Receipt> {
  const { size, digest } = await tools.pool.run({ kind: 'state', path, format: step.format });
  const isIn = (expected: { readonly size: number; readonly digest: string }) =>
    expected.size === size && expected.digest === digest;
  if (isIn(step.from) || isIn(step.to)) return tools.write();
  if (step.cover !== undefined) return revertCover(receipt, path, step.cover, ctx, tools);
  const set = await restorable(receipt, path, ctx, tools);
  const plan = await tools.plan({ kind: 'fields', target: receipt.target, set }, ctx);
  return tools.apply({ ...plan, id: receipt.plan }, ctx);
}

/** The old cover again, in a file whose other tags changed since; refuses a cover that is not the one that was put. */
async function revertCover(
  receipt: Receipt,
  path: string,
  cover: CoverWish,
  ctx: WriteContext,
  { planCover, apply }: RevertTools,
): Promise<Receipt> {
  const picture = { action: 'remove', type: 'front' } as const;
  const change = { kind: 'picture', target: receipt.target, picture } as const;
  const plan = await planCover(change, cover, ctx);
  const [applied] = receipt.applied;
  const [now] = plan.diff;
  if (now && now.before.join() !== applied?.after.join())
    throw new EarmarkError(
      'conflict',
      `${path}: its cover changed since, and is left as it is now`,
    );
  return apply({ ...plan, id: receipt.plan }, ctx);
}

/** The fields that nobody changed since; throws where there is none left to put back. */
async function restorable(
  receipt: Receipt,
  path: string,
  ctx: WriteContext,
  { plan }: RevertTools,
): Promise<Fields> {
  const wanted = Object.fromEntries(receipt.applied.map(({ field, before }) => [field, before]));
  const { diff } = await plan({ kind: 'fields', target: receipt.target, set: wanted }, ctx);
  const now = Object.fromEntries(diff.map(({ field, before }) => [field, before]));
  const changed = (entry: Diff) =>
    entry.field in now && !sameValues(entry.field, valuesOf(now, entry.field), entry.after);
  const refused = receipt.applied.filter(changed).map(({ field }) => field);
  if (refused.length > 0 && refused.length === diff.length) {
    throw new EarmarkError(
      'conflict',
      `${path}: ${refused.join(', ')} changed since, and is left as it is now`,
    );
  }
  if (refused.length > 0)
    ctx.log.warn('fields that changed since were not put back', {
      target: receipt.target,
      fields: refused,
    });
  return Object.fromEntries(Object.entries(wanted).filter(([field]) => !refused.includes(field)));
}
