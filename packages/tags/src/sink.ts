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
import { checkOptions } from '@earmark/core/options';
import { readerSettings, sinkChecks, type TagSinkOptions } from './options.ts';
import { realPathOf } from './paths.ts';
import { createPool } from './pool/pool.ts';
import type { CoverWish } from './pool/protocol.ts';
import { readerOf } from './reader.ts';
import { back, type Step, stepFrom, stepToJson } from './sink/data.ts';
import { fingerprintOf } from './sink/fingerprint.ts';
import { picturePut } from './sink/picture-bytes.ts';
import { createPictureFiles, isPictureFile } from './sink/picture-file.ts';
import { revertStep } from './sink/revert.ts';
import { createWriter, type WriteContext } from './sink/writer.ts';
import { createOpenFolders } from './write/open-folders.ts';

/** A sink for files, and the reader that belongs to it. */
export type TagSink = Sink & { readonly reader: TagReader };

/** Writes tags into files, never a byte of their sound, and reads them. Starts its threads with the first file. */
export function createTagSink(options: TagSinkOptions): TagSink {
  checkOptions(options, 'createTagSink', sinkChecks);
  const settings = readerSettings(options);
  const pool = createPool(settings);
  const folders = createOpenFolders();
  const writer = createWriter(pool, folders, options);
  const realPath = (target: string, ctx: PluginContext) =>
    realPathOf(pathOfTarget(target, ctx.roots));

  async function plan(change: Change, ctx: PluginContext): Promise<Plan> {
    if (change.kind === 'fields') return planFile(change, { set: change.set }, ctx);
    if (change.kind !== 'picture')
      throw new EarmarkError(
        'unsupported',
        `tags: ${change.target} is not changed as ${change.kind} here`,
      );
    const put = await picturePut(change.picture, ctx);
    return planCover(change, put ? { base64: base64Of(put.bytes) } : 'remove', ctx);
  }

  async function planFile(
    change: Change,
    what: { readonly set: Fields; readonly cover?: CoverWish },
    ctx: PluginContext,
    undo: Pick<Step, 'cover'> = {},
  ): Promise<Plan> {
    const path = pathOfTarget(change.target, ctx.roots);
    const { format, diff, state, notes, patch, after } = await pool.run({
      kind: 'plan',
      path,
      ...what,
      hardLinks: options.hardLinks ?? 'refuse',
    });
    const base = {
      id: randomUUID(),
      change,
      diff,
      fingerprint: fingerprintOf(state),
      ...(notes?.length ? { notes } : {}),
    };
    if (patch === undefined || after === undefined) return base;
    const step: Step = { format, patch, backwards: false, from: state, to: after, ...undo };
    return { ...base, data: stepToJson(step) };
  }

  /** What stood there goes into the plan, so that the cover comes back also where other tags changed since. */
  async function planCover(change: Change, cover: CoverWish, ctx: PluginContext): Promise<Plan> {
    const path = pathOfTarget(change.target, ctx.roots);
    const { front } = await pool.run({ kind: 'picture', path });
    const old: CoverWish = front ? { base64: front.base64 } : 'remove';
    return planFile(change, { set: {}, cover }, ctx, { cover: old });
  }

  async function apply(plan: Plan, ctx: WriteContext): Promise<Receipt> {
    const path = realPath(plan.change.target, ctx);
    const step = stepFrom(plan.data, `the plan ${plan.id}`);
    if (step === undefined) return receiptOf(plan, plan.fingerprint, ctx);
    const set = plan.change.kind === 'fields' ? fieldsAfter(plan.diff) : undefined;
    const fingerprint = await writer.write(path, step, set, ctx);
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
    return revertStep(receipt, path, step, ctx, { pool, plan, planCover, apply, write });
  }

  const beside = createPictureFiles(folders);
  const inside = { plan, apply, inspect, revert };
  const of = (target: string) => (isPictureFile(target) ? beside : inside);
  return {
    spec: 1,
    kind: 'sink',
    name: 'tags',
    reader: readerOf(pool, settings),
    recover: (ctx) => folders.recover(ctx),
    plan: (change, ctx) => of(change.target).plan(change, ctx),
    apply: (plan, ctx) => of(plan.change.target).apply(plan, ctx),
    inspect: (plan, ctx) => of(plan.change.target).inspect(plan, ctx),
    revert: (receipt, ctx) => of(receipt.target).revert(receipt, ctx),
    close: () => pool.close(),
  };
}

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function fieldsAfter(diff: readonly Diff[]): Fields {
  return Object.fromEntries(diff.map(({ field, after }) => [field, after]));
}

function receiptOf({ id, change, diff }: Plan, fingerprint: string, ctx: PluginContext): Receipt {
  return { plan: id, target: change.target, applied: diff, fingerprint, at: ctx.clock.now() };
}
