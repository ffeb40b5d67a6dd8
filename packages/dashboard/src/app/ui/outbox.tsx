import type { OutgoingNotice } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import { account, isOwner } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatAgo } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Listed, useItems } from './listed.tsx';
import { Badge, messageOf, type Tone } from './parts.tsx';
import { Section } from './section.tsx';

const place = 'api/notices/outbox';
const tones: Readonly<Partial<Record<OutgoingNotice['state'], Tone>>> = {
  sending: 'accent',
  failed: 'bad',
  unknown: 'warn',
};

/** The notices that have not arrived: why, and what a person can do about it. `tried`: the notifiers may be well again. */
export function Outbox({ tried }: { tried(): void }) {
  const { notices: text, action } = t.value;
  const outbox = useItems<OutgoingNotice>(place);

  /** The answer says only that it was tried: whether it arrived, the outbox says. */
  async function retry(id: string): Promise<void> {
    const query = { account: account.value };
    try {
      await ask(`${place}/${encodeURIComponent(id)}/retry`, { method: 'POST', query });
      const { items } = (await ask<{ readonly items: readonly OutgoingNotice[] }>(place, { query }))
        .body;
      const left = items.find((each) => each.id === id);
      say(left ? text.failedAgain(left.fault?.message ?? '') : text.arrived);
    } catch (error) {
      say(messageOf(error));
    }
    outbox.reload();
    tried();
  }
  return (
    <Section id="outbox" title={text.outbox}>
      <p class="row row-between">
        <span class="muted">{text.outboxText}</span>
        <Button kind="quiet" onClick={outbox.reload}>
          {action.refresh}
        </Button>
      </p>
      <Listed of={outbox} empty={text.outboxEmpty}>
        {(items) => (
          <ul class="card list">
            {items.map((each) => (
              <OutgoingLine
                key={each.id}
                outgoing={each}
                retry={() => void retry(each.id)}
                reload={outbox.reload}
              />
            ))}
          </ul>
        )}
      </Listed>
    </Section>
  );
}

function OutgoingLine(props: { readonly outgoing: OutgoingNotice; retry(): void; reload(): void }) {
  const { notices: text, action } = t.value;
  const { id, notifier, state, notice, fault, attempts, dueAt } = props.outgoing;
  const tone = tones[state];
  const then = attempts > 0 ? text.nextTry(formatAgo(dueAt)) : text.sendsAt(formatAgo(dueAt));
  const facts = [
    notifier,
    formatAgo(notice.at),
    attempts > 0 && text.attempts(attempts),
    state === 'waiting' && then,
  ];
  return (
    <li class="row row-between">
      <div class="stack-tight">
        <span class="row">
          <strong>{notice.title}</strong>
          <Badge {...(tone ? { tone } : {})}>{text.outgoing[state]}</Badge>
        </span>
        <span class="muted small">{facts.filter(Boolean).join(' · ')}</span>
        {notice.text && <p class="small">{notice.text}</p>}
        {state === 'unknown' && <p class="muted small">{text.unknownText}</p>}
        {fault && <p class="field-error">{fault.message}</p>}
      </div>
      {isOwner.value && state !== 'sending' && (
        <span class="row">
          <Button label={`${action.retry}: ${notice.title}, ${notifier}`} onClick={props.retry}>
            {action.retry}
          </Button>
          <Button
            kind="quiet"
            label={`${text.drop}: ${notice.title}, ${notifier}`}
            onClick={() =>
              void act(`${place}/${encodeURIComponent(id)}`, {
                method: 'DELETE',
                done: text.dropped,
                after: props.reload,
              })
            }
          >
            {text.drop}
          </Button>
        </span>
      )}
    </li>
  );
}
