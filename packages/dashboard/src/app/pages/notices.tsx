import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import { account, accounts } from '../state/session.ts';
import { t } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, messageOf } from '../ui/parts.tsx';

/** Through what people are told, and whether it reaches them. */
export function Notices() {
  const { notices: text } = t.value;
  const notifiers = useItems<{ readonly name: string }>('api/notices');
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <p class="muted">{text.lead}</p>
      <Listed of={notifiers} empty={text.none} emptyText={text.noneText}>
        {(items) => (
          <ul class="card list">
            {items.map(({ name }) => (
              <NotifierLine key={name} name={name} />
            ))}
          </ul>
        )}
      </Listed>
    </div>
  );
}

/** What the service answered stays beside its button: a passing message would be gone before it is understood. */
function NotifierLine({ name }: { readonly name: string }) {
  const { notices: text, action } = t.value;
  const busy = useSignal(false);
  const outcome = useSignal<{ readonly fault?: string } | undefined>(undefined);
  const isOwner = accounts.value.find((each) => each.name === account.value)?.role === 'owner';

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
  }

  return (
    <li class="stack">
      <div class="row row-between">
        <span class="row">
          <strong>{name}</strong>
          {outcome.value && !outcome.value.fault && <Badge tone="good">{text.taken}</Badge>}
        </span>
        {isOwner && (
          <Button
            label={`${action.test}: ${name}`}
            disabled={busy.value}
            onClick={() => void send()}
          >
            {action.test}
          </Button>
        )}
      </div>
      {outcome.value?.fault && (
        <p class="field-error" role="alert">
          {outcome.value.fault}
        </p>
      )}
    </li>
  );
}
