import { EarmarkError, type Receipt, spokenTime } from '@earmark/core';
import { refuseStopped, type WriteContext } from './applying.ts';
import { settleEntry } from './files/begun.ts';
import { exchange, finishExchange, progressOf } from './files/exchange.ts';
import { isThere, matches } from './files/identity.ts';
import { entryNamed, prolongEntry, spareMs, storedAt } from './files/kept.ts';
import { placeOf } from './files/places.ts';
import { undoOf, undoToJson } from './undo-data.ts';

/** Puts back what the receipt keeps; what it takes away is kept in its turn, so that this can be undone too. */
export async function revertMedia(receipt: Receipt, ctx: WriteContext): Promise<Receipt> {
  const undo = undoOf(receipt);
  if (!undo) return { ...receipt, applied: [], at: ctx.clock.now() };
  const { folder } = await placeOf(receipt.target, ctx.roots);
  const gone = undo.back === 'before' ? 'after' : 'before';
  const { [gone]: from, [undo.back]: to } = undo;
  const named = entryNamed(folder, undo.entry);
  if (!named) throw new EarmarkError('internal', `${undo.entry} does not name a kept original`);
  const entry = (await prolongEntry(folder, named.plan, ctx.clock.now() + spareMs)) ?? named;
  const keepAt = storedAt(entry, gone, from.name);
  const source = storedAt(entry, undo.back, to.name);
  refuseStopped(ctx, receipt.target);
  await settleEntry(folder, entry, undo);
  const progress = await progressOf(folder, from, to);
  if (progress === 'half') await finishExchange({ folder, from, keepAt, clock: ctx.clock });
  else if (progress !== 'after') {
    const refuse = (what: string) => {
      throw new EarmarkError('conflict', `${receipt.target}: ${what}; it is left as it is now`);
    };
    if (progress === 'other') refuse(`${from.name} was changed since it was transcoded`);
    if (!(await isThere(source)))
      throw new EarmarkError(
        'not-found',
        `${receipt.target}: the file to put back is no longer kept (it was until ${spokenTime(entry.until)})`,
      );
    if (!(await matches(source, to))) refuse(`the kept ${to.name} was changed`);
    await exchange({
      ...{ folder, from, to, keepAt, source, clock: ctx.clock },
      async confirm() {
        refuseStopped(ctx, receipt.target);
        await ctx.lease.confirm();
        if (!(await matches(`${folder}/${from.name}`, from)))
          refuse(`${from.name} was just changed`);
      },
    });
  }
  return {
    plan: receipt.plan,
    target: receipt.target,
    applied: receipt.applied.map(({ field, before, after }) => ({
      field,
      before: after,
      after: before,
    })),
    fingerprint: `${to.size}:${to.digest}`,
    at: ctx.clock.now(),
    undo: undoToJson({ ...undo, entry: entry.name, back: gone }),
  };
}
