import type { NotifierState } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import { account, isOwner } from '../state/session.ts';
import { formatAgo } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { NoticeRules } from '../ui/notice-rules.tsx';
import { Outbox } from '../ui/outbox.tsx';
import { Badge, messageOf } from '../ui/parts.tsx';

/** Through what people are told, by which rules, and whether it reaches them. */
export function Notices() {
  const { notices: text } = t.value;
  const notifiers = useItems<NotifierState>('api/notices');
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <p class="muted">{text.lead}</p>
      <Listed of={notifiers} empty={text.none} emptyText={text.noneText}>
        {(items) => (
          <>
            <ul class="card list">
              {items.map((each) => (
                <NotifierLine key={each.name} notifier={each} reload={notifiers.reload} />
              ))}
            </ul>
            <NoticeRules notifiers={items.map(({ name }) => name)} />
            <Outbox tried={notifiers.reload} />
          </>
        )}
      </Listed>
    </div>
  );
}

/** What the service answered stays beside its button: a passing message would be gone before it is understood. */
function NotifierLine(props: { readonly notifier: NotifierState; reload(): void }) {
  const { notices: text, action } = t.value;
  const { name, sentAt, failures, fault, disabled } = props.notifier;
  const busy = useSignal(false);
  const outcome = useSignal<{ readonly fault?: string } | undefined>(undefined);

  async function send(): Promise<void> {
    busy.value = true;
    try {
      const path = `api/notices/${encodeURIComponent(name)}/test`;
      await ask(path, { method: 'POST', query: { account: account.value } });
      outcome.value = {};
    } catch (error) {
      outcome.value = { fault: messageOf(error) };
    }
    busy.value = false;
    props.reload();
  }

  const trouble = outcome.value ? outcome.value.fault : fault?.message;
  return (
    <li class="stack">
      <div class="row row-between">
        <span class="stack-tight">
          <span class="row">
            <strong>{name}</strong>
            {outcome.value && !outcome.value.fault && <Badge tone="good">{text.taken}</Badge>}
            {disabled ? (
              <Badge tone="bad">{text.off}</Badge>
            ) : (
              failures > 0 && <Badge tone="warn">{text.failing(failures)}</Badge>
            )}
          </span>
          <span class="muted small">
            {sentAt === undefined ? text.neverSent : text.sent(formatAgo(sentAt))}
          </span>
        </span>
        {isOwner.value && (
          <Button
            label={`${action.test}: ${name}`}
            disabled={busy.value}
            onClick={() => void send()}
          >
            {action.test}
          </Button>
        )}
      </div>
      {disabled && <p class="muted small">{text.offText}</p>}
      {trouble && (
        <p class="field-error" {...(outcome.value ? { role: 'alert' } : {})}>
          {trouble}
        </p>
      )}
    </li>
  );
}
