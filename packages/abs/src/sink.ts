import { randomUUID } from 'node:crypto';
import {
  type Diff,
  EarmarkError,
  type Fields,
  type Plan,
  type PluginContext,
  type Receipt,
  type Sink,
} from '@earmark/core';
import { checkServer } from './check.ts';
import { fieldsIn, fingerprintOf, isAs, side, valuesOf } from './compare.ts';
import { createCovers } from './covers.ts';
import { ruleOf } from './fields.ts';
import { createFileTargets } from './files.ts';
import { type AbsOptions, hostsOf, itemId, settingsOf } from './options.ts';
import { assertPaired } from './payload.ts';
import { createServer } from './server.ts';
import { targetItem } from './targets.ts';
import { unsupported } from './unsupported.ts';
import { createWriter, type Writing } from './writing.ts';

/** Items of Audiobookshelf as targets: one writer a server, only what differs is sent, and all of it is read again. */
export function createAbsSink(options: AbsOptions): Sink {
  const settings = settingsOf(options, 'createAbsSink');
  const server = createServer(settings);
  const writer = createWriter(server, settings);
  const covers = createCovers(server);

  async function planFields(target: string, set: Fields, ctx: PluginContext): Promise<Plan> {
    const item = await server.item(itemOf(target), ctx);
    const wanted = Object.fromEntries(
      Object.entries(set).map(([field, values]) => [field, ruleOf(field).clean(values)]),
    );
    assertPaired(wanted, item);
    const names = Object.keys(wanted);
    const now = valuesOf(names, item);
    const diff = names.flatMap((field): Diff[] => {
      const pair = ['series', 'seriespart'].includes(field)
        ? names.filter((name) => ['series', 'seriespart'].includes(name))
        : [field];
      if (isAs(pair, wanted, item)) return [];
      return [{ field, before: now[field] ?? [], after: wanted[field] ?? [] }];
    });
    return {
      id: randomUUID(),
      change: { kind: 'fields', target, set },
      diff,
      fingerprint: fingerprintOf(fieldsIn(diff), item),
    };
  }

  /** From one side of a difference to the other. Where it is there already, nothing is sent. */
  async function move(diff: readonly Diff[], target: string, ctx: Writing): Promise<string> {
    const fields = fieldsIn(diff);
    return writer.alone(ctx, async (confirm) => {
      const item = await server.item(itemOf(target), ctx);
      const wanted = side(diff, 'after');
      if (isAs(fields, wanted, item)) {
        await confirm();
        return fingerprintOf(fields, item);
      }
      if (!isAs(fields, side(diff, 'before'), item)) throw changed(target);
      return fingerprintOf(fields, await writer.write(item, wanted, confirm, ctx));
    });
  }

  const itemOf = (target: string) => itemId(targetItem(target, settings.name));

  return {
    spec: 1,
    kind: 'sink',
    name: settings.name,
    hosts: hostsOf(settings),
    targetsOf: createFileTargets(server, settings),

    async plan(change, ctx) {
      if (change.kind === 'fields') return planFields(change.target, change.set, ctx);
      if (change.kind === 'picture') return covers.plan(change, itemOf(change.target), ctx);
      throw unsupported('it holds no media files to convert');
    },

    async apply(plan, ctx): Promise<Receipt> {
      const { target } = plan.change;
      const fingerprint =
        plan.change.kind === 'picture'
          ? await writer.alone(ctx, (confirm) => covers.apply(plan, itemOf(target), confirm, ctx))
          : await move(plan.diff, target, ctx);
      const at = ctx.clock.now();
      return { plan: plan.id, target, applied: plan.diff, fingerprint, at };
    },

    async inspect(plan, ctx) {
      const id = itemOf(plan.change.target);
      if (plan.change.kind === 'picture') return covers.inspect(plan, id, ctx);
      const item = await server.item(id, ctx);
      const fields = fieldsIn(plan.diff);
      if (isAs(fields, side(plan.diff, 'after'), item)) return 'after';
      return isAs(fields, side(plan.diff, 'before'), item) ? 'before' : 'other';
    },

    async revert(receipt, ctx): Promise<Receipt> {
      const { target, plan } = receipt;
      const back = receipt.applied.map(({ field, before, after }) => ({
        field,
        before: after,
        after: before,
      }));
      const isCover = back.some(({ field }) => field === 'picture');
      const fingerprint = isCover
        ? await writer.alone(ctx, (confirm) => covers.revert(back, itemOf(target), confirm, ctx))
        : await move(back, target, ctx);
      return { plan, target, applied: back, fingerprint, at: ctx.clock.now() };
    },

    check: (ctx) => checkServer(server, ctx),
  };
}

const changed = (target: string) =>
  new EarmarkError(
    'conflict',
    `Someone changed ${target} in Audiobookshelf since it was looked at: nothing was written. Run again to decide anew.`,
  );
