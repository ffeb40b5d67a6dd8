import { chmod, chown, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import {
  costRefusal,
  EarmarkError,
  type Lease,
  type MediaCostName,
  type Plan,
  type PluginContext,
  type Receipt,
} from '@earmark/core';
import { ownOwner, removeIfThere, syncFile } from '@earmark/core/files';
import { convert } from './convert.ts';
import type { Balance } from './ffmpeg/balance.ts';
import { begun } from './files/begun.ts';
import { freeBytes } from './files/disk.ts';
import { exchange, finishExchange, progressOf, type Side } from './files/exchange.ts';
import { fingerprintOf, isThere, originalAt, wholeOf } from './files/identity.ts';
import {
  type Entry,
  openEntry,
  readRecord,
  removeEntry,
  storedAt,
  writeRecord,
} from './files/kept.ts';
import { type Place, placeOf } from './files/places.ts';
import { temporaryPath } from './files/temporary.ts';
import type { Settings } from './options.ts';
import { type PlanData, planDataOf } from './plan-data.ts';
import { containers } from './profiles/containers.ts';
import type { Profile } from './profiles/profile.ts';
import { routeOf } from './streams/route.ts';
import { sideOf, undoToJson } from './undo-data.ts';
import { verifyResult } from './verify.ts';

export type WriteContext = PluginContext & { readonly lease: Lease };
export interface ApplyTools {
  readonly settings: Settings;
  readonly balance: Balance;
}
const day = 24 * 3600 * 1000;

/** Encodes beside the original, verifies, and only then lets the two change places. */
export async function applyMedia(
  plan: Plan,
  profile: Profile,
  tools: ApplyTools,
  ctx: WriteContext,
): Promise<Receipt> {
  const data = planDataOf(plan);
  if (!data) return receiptOf(plan, plan.fingerprint, ctx);
  const refusal = costRefusal(plan);
  if (refusal) throw refusal;
  const place = await placeOf(plan.change.target, ctx.roots);
  const done = await doneBefore(place.folder, plan, ctx);
  const { entry, after } = done ?? (await replace(plan, data, place, profile, tools, ctx));
  if (tools.settings.keepDays === 0)
    await removeIfThere(storedAt(entry, 'before', data.before.name));
  const undo = undoToJson({
    entry: entry.name,
    before: sideOf(data.before),
    after,
    back: 'before',
  });
  return { ...receiptOf(plan, `${after.size}:${after.digest}`, ctx), undo };
}

/** The plan's own record says whether an earlier process got through; what it left half-done is finished. */
async function doneBefore(folder: string, plan: Plan, { clock }: WriteContext) {
  const found = await begun(folder, plan.id, clock.now());
  if (found?.progress !== 'after' && found?.progress !== 'half') return undefined;
  const { entry, progress } = found;
  const { before, after } = found.record;
  const keepAt = storedAt(entry, 'before', before.name);
  if (progress === 'half') await finishExchange({ folder, from: before, keepAt, clock });
  return { entry, after };
}

async function replace(
  plan: Plan,
  { before, after, probe, estimateBytes }: PlanData,
  place: Place,
  profile: Profile,
  { settings, balance }: ApplyTools,
  ctx: WriteContext,
): Promise<{ readonly entry: Entry; readonly after: Side }> {
  const { folder, path } = place;
  const signal = AbortSignal.any([ctx.signal, ctx.lease.lost]);
  refuseStopped(ctx, path);
  await refuseChanged(plan, place, after.name);
  await refuseFull(folder, estimateBytes, settings);
  const temporaries: string[] = [];
  const owner = await ownOwner();
  const temporary = (extension: string) => {
    const name = temporaryPath(folder, place.name, owner, extension);
    temporaries.push(name);
    return name;
  };
  const output = temporary(containers[profile.container].extension);
  const base = { tools: settings.tools, clock: ctx.clock, signal, subject: path };
  let entry: Entry | undefined;
  try {
    const route = routeOf(probe, profile, path);
    const job = {
      target: plan.change.target,
      path,
      output,
      probe,
      route,
      profile,
      signal,
      temporary,
    };
    await convert(job, settings, balance, ctx);
    const mayGrow = accepted(plan, profile).includes('growth');
    await verifyResult({ original: path, result: output, probe, route, profile, mayGrow, base });
    await takeAttributes(path, output, settings);
    await syncFile(output);
    const side = {
      name: after.name,
      size: (await stat(output)).size,
      digest: await wholeOf(output),
    };
    const until = ctx.clock.now() + Math.max(1, settings.keepDays) * day;
    entry = await openEntry(folder, plan.id, until);
    await writeRecord(entry, { plan: plan.id, before: sideOf(before), after: side });
    await exchange({
      folder,
      from: before,
      keepAt: storedAt(entry, 'before', before.name),
      to: side,
      source: output,
      clock: ctx.clock,
      async confirm() {
        refuseStopped(ctx, path);
        await ctx.lease.confirm();
        await refuseChanged(plan, place, after.name);
      },
    });
    return { entry, after: side };
  } catch (error) {
    if (entry) await forget(folder, entry);
    refuseStopped(ctx, path);
    throw error;
  } finally {
    for (const file of temporaries) await removeIfThere(file);
  }
}

function accepted({ change }: Plan, { accepts = [] }: Profile): readonly MediaCostName[] {
  return [...(change.kind === 'media' ? (change.accepts ?? []) : []), ...accepts];
}

/** Takes back what was prepared, unless the two have begun to change places: then the next run ends it. */
async function forget(folder: string, entry: Entry): Promise<void> {
  const record = await readRecord(entry);
  const progress = record ? await progressOf(folder, record.before, record.after) : 'before';
  if (progress === 'before') await removeEntry(folder, entry);
}

async function isUntouched({ fingerprint }: Plan, { path }: Place): Promise<boolean> {
  const now = await originalAt(path);
  return now !== undefined && fingerprintOf(now) === fingerprint;
}

/** Stopped by the caller, or by a lease that is somebody else's by now. */
export function refuseStopped({ signal, lease }: WriteContext, path: string): void {
  if (signal.aborted) throw new EarmarkError('aborted', `${path}: transcoding was stopped`);
  if (lease.lost.aborted)
    throw new EarmarkError('locked', `${path}: the lock on it was lost; nothing was replaced`);
}

async function refuseChanged(plan: Plan, place: Place, nameAfter: string): Promise<void> {
  if (!(await isUntouched(plan, place)))
    throw new EarmarkError('conflict', `${place.path} changed since it was planned: plan again`);
  const there = join(place.folder, nameAfter);
  if (nameAfter !== place.name && (await isThere(there)))
    throw new EarmarkError('conflict', `${there} is already there: move it away, then plan again`);
}

async function refuseFull(folder: string, wanted: number, { reserveBytes }: Settings) {
  const free = await freeBytes(folder);
  const needed = Math.ceil(wanted * 1.2) + reserveBytes;
  if (free < needed)
    throw new EarmarkError(
      'io',
      `${folder} has ${free} bytes free, and about ${needed} are needed (${reserveBytes} of them must stay free): make room`,
    );
}

async function takeAttributes(from: string, to: string, { keepMtime }: Settings): Promise<void> {
  const { mode, uid, gid, atime, mtime } = await stat(from);
  // The mode first: it is no longer ours to set once the owner is another.
  await unlessRefused(chmod(to, mode & 0o7777), ['EPERM', 'ENOTSUP']);
  await unlessRefused(chown(to, uid, gid), ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP']);
  if (keepMtime) await utimes(to, atime, mtime);
}

/**
 * Only root may give files away, a rootless container cannot to who has no number in it, and some mounts have one
 * owner and mode for all: then the new file is as the system made it.
 */
async function unlessRefused(work: Promise<void>, codes: readonly string[]): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function receiptOf({ id, change, diff }: Plan, fingerprint: string, ctx: PluginContext): Receipt {
  return { plan: id, target: change.target, applied: diff, fingerprint, at: ctx.clock.now() };
}
