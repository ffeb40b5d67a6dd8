import { useSignal } from '@preact/signals';
import type { KeyView } from '../api/types.ts';
import { accounts } from '../state/session.ts';
import { formatAgo } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Listed, useItems } from './listed.tsx';
import { Badge, Field } from './parts.tsx';
import { Section } from './section.tsx';

const dayMs = 86_400_000;
const lifetimes = [30, 90, 365];

export function Keys() {
  const { people: text, state } = t.value;
  const creating = useSignal(false);
  const keys = useItems<KeyView>('api/keys', [], { account: undefined });
  return (
    <Section
      id="keys"
      title={text.keys}
      add={{
        label: text.newKey,
        run: () => {
          creating.value = true;
        },
      }}
    >
      <Listed of={keys} empty={text.noKeys}>
        {(items) => (
          <ul class="card list">
            {items.map((key) => (
              <li key={key.id} class="row row-between">
                <span class="stack">
                  <span class="row">
                    <strong>{key.name}</strong>
                    {key.scopes.map((scope) => (
                      <Badge key={scope}>{scope}</Badge>
                    ))}
                  </span>
                  <span class="muted small">
                    {`${key.accounts.join(', ')} · ${text.lastUsed}: ${key.lastUsed ? formatAgo(key.lastUsed.at) : state.never} · ${text.expires}: ${key.expiresAt === undefined ? text.never : formatAgo(key.expiresAt)}`}
                  </span>
                </span>
                {key.revokedAt === undefined ? (
                  <Button
                    kind="danger"
                    label={`${text.revoke}: ${key.name}`}
                    onClick={() =>
                      void act(`api/keys/${encodeURIComponent(key.id)}`, {
                        method: 'DELETE',
                        query: { account: undefined },
                        done: text.revoked,
                        after: keys.reload,
                      })
                    }
                  >
                    {text.revoke}
                  </Button>
                ) : (
                  <Badge tone="bad">{text.revoked}</Badge>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {creating.value && (
        <CreateKey
          close={() => {
            creating.value = false;
            keys.reload();
          }}
        />
      )}
    </Section>
  );
}

function CreateKey({ close }: { close(): void }) {
  const { people: text, action } = t.value;
  const made = useSignal<string | undefined>(undefined);

  async function create(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { name, scope, days, account } = Object.fromEntries(form);
    const answer = await act<{ readonly key: string }>('api/keys', {
      method: 'POST',
      query: { account: undefined },
      body: {
        name,
        scopes: [scope],
        accounts: account ? [account] : accounts.value.map((each) => each.name),
        expiresAt: days === 'never' ? null : Date.now() + Number(days) * dayMs,
      },
    });
    made.value = answer?.key;
  }

  return (
    <Dialog title={text.newKey} onClose={close}>
      {made.value === undefined ? (
        <form class="stack" onSubmit={create}>
          <Field id="key-name" label={text.keyName}>
            <input class="input" id="key-name" name="name" required maxlength={100} />
          </Field>
          <Field id="key-scope" label={text.scopes}>
            <select class="input" id="key-scope" name="scope">
              <option value="read">{text.scopeRead}</option>
              <option value="all">{text.scopeAll}</option>
            </select>
          </Field>
          {accounts.value.length > 1 && (
            <Field id="key-account" label={text.keyAccounts}>
              <select class="input" id="key-account" name="account">
                <option value="">{text.allMine}</option>
                {accounts.value.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </Field>
          )}
          <Field id="key-days" label={text.expires}>
            <select class="input" id="key-days" name="days" value="90">
              {lifetimes.map((days) => (
                <option key={days} value={days}>
                  {text.expiresIn(days)}
                </option>
              ))}
              <option value="never">{text.never}</option>
            </select>
          </Field>
          <div class="row">
            <Button kind="main" submit>
              {action.create}
            </Button>
            <Button onClick={close}>{action.cancel}</Button>
          </div>
        </form>
      ) : (
        <div class="stack">
          <p>{text.once}</p>
          <input
            class="input"
            readonly
            value={made.value}
            aria-label={text.keys}
            onFocus={(event) => event.currentTarget.select()}
          />
          <div class="row">
            <Button
              kind="main"
              onClick={() => void navigator.clipboard.writeText(made.value ?? '')}
            >
              {action.copy}
            </Button>
            <Button onClick={close}>{action.close}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
