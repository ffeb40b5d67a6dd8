import { randomUUID } from 'node:crypto';
import {
  type Change,
  type Diff,
  EarmarkError,
  type Fields,
  type Plan,
  type PluginContext,
  pathOfTarget,
  type Receipt,
  type Sink,
  type TagReader,
} from '@earmark/core';
import { readerSettings, refuseUnknown, sinkKeys, type TagSinkOptions } from './options.ts';
import { realPathOf } from './paths.ts';
import { createPool } from './pool/pool.ts';
import { readerOf } from './reader.ts';
import { back, type Step, stepFrom, stepToJson } from './sink/data.ts';
import { fingerprintOf } from './sink/fingerprint.ts';
import { revertStep } from './sink/revert.ts';
import { createWriter, type WriteContext } from './sink/writer.ts';
import { createOpenFolders } from './write/open-folders.ts';

/** A sink for files, and the reader that belongs to it. */
export type TagSink = Sink & { readonly reader: TagReader };

/** Writes tags into files, never a byte of their sound, and reads them. Starts its threads with the first file. */
export function createTagSink(options: TagSinkOptions): TagSink {
  refuseUnknown(options, sinkKeys);
  const settings = readerSettings(options);
  const pool = createPool(settings);
  const folders = createOpenFolders();
  const writer = createWriter(pool, folders, options);
  const realPath = (target: string, ctx: PluginContext) =>
    realPathOf(pathOfTarget(target, ctx.roots));

  async function plan(change: Change, ctx: PluginContext): Promise<Plan> {
    if (change.kind !== 'fields')
      throw new EarmarkError(
        'unsupported',
        `tags: ${change.target} is not changed as ${change.kind} here`,
      );
    const path = pathOfTarget(change.target, ctx.roots);
    const {
      format,
      diff,
      state,
      notes = [],
      patch,
      after,
    } = await pool.run({
      kind: 'plan',
      path,
      set: change.set,
      hardLinks: options.hardLinks ?? 'refuse',
    });
    const base = {
      id: randomUUID(),
      change,
      diff,
      fingerprint: fingerprintOf(state),
      ...(notes.length === 0 ? {} : { notes }),
    };
    if (patch === undefined || after === undefined) return base;
    const step: Step = { format, patch, backwards: false, from: state, to: after };
    return { ...base, data: stepToJson(step) };
  }

  async function apply(plan: Plan, ctx: WriteContext): Promise<Receipt> {
    const path = realPath(plan.change.target, ctx);
    const step = stepFrom(plan.data, `the plan ${plan.id}`);
    if (step === undefined) return receiptOf(plan, plan.fingerprint, ctx);
    const fingerprint = await writer.write(path, step, fieldsAfter(plan.diff), ctx);
    return { ...receiptOf(plan, fingerprint, ctx), undo: stepToJson(back(step)) };
  }

  async function inspect(plan: Plan, ctx: PluginContext): Promise<'before' | 'after' | 'other'> {
    const step = stepFrom(plan.data, `the plan ${plan.id}`);
    if (step === undefined) return 'after';
    const path = pathOfTarget(plan.change.target, ctx.roots);
    const state = await pool.run({ kind: 'state', path, format: step.format });
    const isIn = ({ size, digest }: Step['from']) => state.size === size && state.digest === digest;
    if (isIn(step.to)) return 'after';
    return isIn(step.from) ? 'before' : 'other';
  }

  async function revert(receipt: Receipt, ctx: WriteContext): Promise<Receipt> {
    const path = realPath(receipt.target, ctx);
    const step = stepFrom(receipt.undo, `the receipt of ${receipt.plan}`);
    if (step === undefined) return { ...receipt, applied: [], at: ctx.clock.now() };
    const write = async (): Promise<Receipt> => {
      const fingerprint = await writer.write(path, step, undefined, ctx);
      return {
        plan: receipt.plan,
        target: receipt.target,
        applied: receipt.applied.map(({ field, before, after }) => ({
          field,
          before: after,
          after: before,
        })),
        fingerprint,
        at: ctx.clock.now(),
        undo: stepToJson(back(step)),
      };
    };
    return revertStep(receipt, path, step, ctx, { pool, plan, apply, write });
  }

  return {
    spec: 1,
    kind: 'sink',
    name: 'tags',
    reader: readerOf(pool, settings),
    recover: (ctx) => folders.recover(ctx),
    plan,
    apply,
    inspect,
    revert,
    close: () => pool.close(),
  };
}

function fieldsAfter(diff: readonly Diff[]): Fields {
  return Object.fromEntries(diff.map(({ field, after }) => [field, after]));
}

function receiptOf({ id, change, diff }: Plan, fingerprint: string, ctx: PluginContext): Receipt {
  return { plan: id, target: change.target, applied: diff, fingerprint, at: ctx.clock.now() };
}
