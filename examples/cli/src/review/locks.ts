import { type Decision, EarmarkError, titleOf } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { table } from '../output/table.ts';
import { decisionMeant } from './find-decision.ts';

export async function setLock(
  host: Host,
  what: 'lock' | 'unlock',
  id: string,
  field: string | undefined,
  by: string,
): Promise<void> {
  const { earmark, out } = host;
  const { journal } = await earmark.store();
  const record = await journal.decision((await decisionMeant(host, id)) ?? id);
  const known = record ? undefined : await journal.subject(id);
  const subject = record?.decision.subject ?? known?.id;
  if (subject === undefined)
    throw new EarmarkError(
      'config',
      `Unknown decision or album ${JSON.stringify(id)}. To list decisions: earmark review list`,
    );
  const which = field ?? fieldOf(record?.decision);
  if (what === 'lock') await earmark.reviews.lock(subject, which, by);
  else await earmark.reviews.unlock(subject, which);
  const title = printable(record?.title ?? known?.title ?? subject);
  out.data({ event: `${what}ed`, subject, field: which });
  out.say(`${which} of ${title} is ${what === 'lock' ? 'locked' : 'open again'}`);
}

function fieldOf(decision: Decision | undefined): string {
  if (decision) return decision.field;
  throw new EarmarkError('config', 'which field? Give --field, such as --field genre');
}

export async function listLocks({ earmark, out }: Host): Promise<void> {
  const { journal, reviews } = await earmark.store();
  const locks = await Promise.all(
    (await reviews.locks()).map(async (lock) => {
      const subject = await journal.subject(lock.subject);
      return { ...lock, title: subject ? titleOf(subject) : '' };
    }),
  );
  for (const lock of locks) out.data({ event: 'lock', ...lock });
  if (locks.length === 0) {
    out.say('Nothing is locked.');
    return;
  }
  out.say(
    table(
      locks,
      [
        { title: 'album', value: ({ title }) => printable(title), flexible: true },
        { title: 'field', value: ({ field }) => field },
        { title: 'by', value: ({ by }) => by },
        { title: 'since', value: ({ at }) => new Date(at).toLocaleString() },
        { title: 'unlock with', value: ({ subject, field }) => `${subject} --field ${field}` },
      ],
      out.width,
    ),
  );
}
