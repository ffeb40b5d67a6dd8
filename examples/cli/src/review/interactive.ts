import { isCancel, log, select, text } from '@clack/prompts';
import type { Review } from '@earmark/core';
import { split } from '../commands/review.ts';
import type { Host } from '../host/host.ts';
import { decisionLines, reasonLines, values } from '../output/changes.ts';

/** One decision after the other, with its reasons. True where something was accepted or edited. */
export async function reviewInteractively({ earmark }: Host, by: string): Promise<boolean> {
  const { reviews } = earmark;
  const { journal } = await earmark.store();
  const skipped = new Set<string>();
  let accepted = false;
  while (true) {
    const open = await reviews.list({ status: 'pending', limit: skipped.size + 1 });
    const next = open.find(({ decision }) => !skipped.has(decision));
    const left = await reviews.count({ status: 'pending' });
    if (!next) {
      log.success(left === 0 ? 'Nothing waits for you.' : `${left} left for another time.`);
      return accepted;
    }
    const record = await journal.decision(next.decision);
    if (record)
      log.message(
        `${decisionLines(record.title, record.decision)}\n${reasonLines(record.decision)}`,
      );
    const answer = await select({
      message: `${left} left. ${values(next.before)} → ${values(next.after)}?`,
      options: [
        { value: 'accept', label: 'yes, write it' },
        { value: 'edit', label: 'write something else' },
        { value: 'reject', label: 'no, and do not propose it again' },
        { value: 'lock', label: 'leave this field of this album alone for good' },
        { value: 'skip', label: 'later' },
        { value: 'stop', label: 'enough for now' },
      ],
    });
    if (isCancel(answer) || answer === 'stop') return accepted;
    if (answer === 'skip') skipped.add(next.decision);
    else if (await carryOut(answer, next)) accepted = true;
  }

  async function carryOut(
    answer: string,
    { decision, subject, field, after }: Review,
  ): Promise<boolean> {
    if (answer === 'accept') await reviews.answer(decision, { status: 'accepted', by });
    else if (answer === 'edit') {
      const typed = await text({
        message: `${field}, separated by ;`,
        initialValue: after.join('; '),
        validate: (value) =>
          split(value ?? '').length === 0 ? 'At least one, or Escape to go back.' : undefined,
      });
      if (isCancel(typed)) return false;
      await reviews.answer(decision, { status: 'edited', edited: split(typed), by });
    } else {
      if (answer === 'lock') await reviews.lock(subject, field, by);
      else await reviews.answer(decision, { status: 'rejected', by });
      return false;
    }
    return true;
  }
}
