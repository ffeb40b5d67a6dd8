import type { PlanRecord, ReceiptRecord } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { diffLines } from '../output/changes.ts';
import { dim } from '../output/style.ts';
import { findRun, wrote } from '../runs/find-run.ts';
import type { DefineCommand } from './command.ts';

const pageSize = 500;

export const defineDiff: DefineCommand = (command, session) => {
  command
    .argument('<run>', 'its id, the beginning of it, or last')
    .action(async (run: string, _options, command) => {
      await withHost(session.globals(command), (host) => diff(host, run));
    });
};

async function diff(host: Host, text: string): Promise<void> {
  const { earmark, out } = host;
  const { journal } = await earmark.store();
  const { id: run } = await findRun(host, text, wrote);
  let shown = 0;
  for (let offset = 0; ; offset += pageSize) {
    const receipts = await journal.receipts({ run, limit: pageSize, offset });
    for (const { id, receipt, undoneBy } of receipts as readonly ReceiptRecord[]) {
      out.data({
        event: 'change',
        target: receipt.target,
        diff: receipt.applied,
        receipt: id,
        ...(undoneBy ? { undoneBy } : {}),
      });
      out.say(
        `${diffLines(receipt.target, receipt.applied)}\n  ${dim(`receipt ${id}${undoneBy ? ', undone' : ''}`)}`,
      );
      shown += 1;
    }
    if (receipts.length < pageSize) break;
  }
  for (let offset = 0; ; offset += pageSize) {
    const plans = await journal.plans({ run, limit: pageSize, offset });
    for (const { plan, status, fault } of plans.filter(isPaper)) {
      out.data({
        event: 'plan',
        target: plan.change.target,
        diff: plan.diff,
        status,
        ...(fault ? { fault } : {}),
      });
      out.say(
        `${diffLines(plan.change.target, plan.diff)}\n  ${dim(fault ? `failed: ${fault.message}` : 'planned, not written')}`,
      );
      shown += 1;
    }
    if (plans.length < pageSize) break;
  }
  if (shown === 0) out.say('This run changed nothing.');
}

const isPaper = ({ status }: PlanRecord) => status !== 'applied';
