import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import type { PeopleView, SessionLine } from '../api/types.ts';
import { useResource } from '../state/resource.ts';
import { accounts, session } from '../state/session.ts';
import { deviceOf } from '../text/device.ts';
import { formatAgo } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys-section.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, Failure, Field } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';

export function People() {
  const { people: text } = t.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      {session.value?.person.admin && <Persons />}
      <Keys />
      <Sessions />
    </div>
  );
}

function Persons() {
  const { people: text } = t.value;
  const adding = useSignal(false);
  const loaded = useResource(
    async (signal) => (await ask<PeopleView>('api/people', { signal })).body,
    [],
  );
  const shown = loaded.data.value;
  return (
    <Section
      id="persons"
      title={text.people}
      add={{
        label: text.add,
        run: () => {
          adding.value = true;
        },
      }}
    >
      {loaded.error.value !== undefined && (
        <Failure error={loaded.error.value} retry={loaded.reload} />
      )}
      {shown && (
        <ul class="card list">
          {shown.items.map(({ id, name, admin, disabled }) => (
            <li key={id} class="row row-between">
              <span class="row">
                <strong>{name}</strong>
                {admin && <Badge tone="accent">{text.admin}</Badge>}
                {disabled && <Badge tone="bad">{t.value.accounts.disabled}</Badge>}
              </span>
              <span class="muted small">
                {shown.memberships
                  .filter(({ person }) => person === id)
                  .map(
                    ({ account, role }) =>
                      `${account === '*' ? text.everyAccount : account}: ${text.roles[role] ?? role}`,
                  )
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {adding.value && (
        <AddPerson
          close={() => {
            adding.value = false;
            loaded.reload();
          }}
        />
      )}
    </Section>
  );
}

function AddPerson({ close }: { close(): void }) {
  const { people: text, enter, action, nav } = t.value;
  async function add(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const { name, password, account, role } = Object.fromEntries(new FormData(event.currentTarget));
    const query = { account: undefined };
    const made = await act<PeopleView['items'][number]>('api/people', {
      method: 'POST',
      query,
      body: { name, password },
    });
    if (!made) return;
    if (account)
      await act(`api/people/${made.id}/accounts/${encodeURIComponent(String(account))}`, {
        method: 'PUT',
        query,
        body: { role },
      });
    close();
  }
  return (
    <Dialog title={text.add} onClose={close}>
      <form class="stack" onSubmit={add}>
        <Field id="person-name" label={enter.name}>
          <input class="input" id="person-name" name="name" autocomplete="off" required />
        </Field>
        <Field id="person-password" label={enter.password} hint={enter.passwordHint}>
          <input
            class="input"
            id="person-password"
            name="password"
            type="password"
            autocomplete="new-password"
            required
          />
        </Field>
        <Field id="person-account" label={nav.account}>
          <select class="input" id="person-account" name="account">
            {accounts.value.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        <Field id="person-role" label={text.scopes}>
          <select class="input" id="person-role" name="role" value="member">
            {Object.entries(text.roles).map(([role, label]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <div class="row">
          <Button kind="main" submit>
            {action.create}
          </Button>
          <Button onClick={close}>{action.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Sessions() {
  const { people: text } = t.value;
  const sessions = useItems<SessionLine>('api/sessions', [], { account: undefined });
  return (
    <Section id="sessions" title={text.sessions}>
      <Listed of={sessions} empty={t.value.state.nothing}>
        {(items) => (
          <ul class="card list">
            {items.map(({ id, seenAt, address, agent, current }) => (
              <li key={id} class="row row-between">
                <span class="stack">
                  <span class="truncate">{agent ? deviceOf(agent) : t.value.state.unknown}</span>
                  <span class="muted small">
                    {[address, formatAgo(seenAt)].filter(Boolean).join(' · ')}
                  </span>
                </span>
                {current ? (
                  <Badge tone="good">{text.thisDevice}</Badge>
                ) : (
                  <Button
                    onClick={() =>
                      void act(`api/sessions/${encodeURIComponent(id)}`, {
                        method: 'DELETE',
                        query: { account: undefined },
                        done: text.ended,
                        after: sessions.reload,
                      })
                    }
                  >
                    {text.endSession}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Section>
  );
}
