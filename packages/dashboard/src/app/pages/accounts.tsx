import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import type { AccountView, UsersView } from '../api/types.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { place, setQuery } from '../state/router.ts';
import { accounts as reached, session } from '../state/session.ts';
import { formatAgo, formatDateTime, formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { AccountSettings } from '../ui/account-settings.tsx';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Badge, Empty, Failure, Field, Meter, type Tone } from '../ui/parts.tsx';
import { PauseAccount } from '../ui/pause-account.tsx';

const tones: Readonly<Partial<Record<AccountView['state'], Tone>>> = {
  running: 'accent',
  paused: 'warn',
  away: 'bad',
};

/** Every library within reach: what it does, what it has done, and its controls. */
export function Accounts() {
  const { accounts: text } = t.value;
  const adding = useSignal(place.value.query.has('add'));
  const loaded = useResource(
    async (signal) => {
      const { body } = await ask<UsersView>('api/users', { signal });
      reached.value = body.users;
      return body;
    },
    [runsChanged.value],
  );
  const shown = loaded.data.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
        {shown && shown.users.length > 1 && (
          <div class="row">
            <Button
              onClick={() =>
                void act('api/start-all', { method: 'POST', body: {}, after: loaded.reload })
              }
            >
              {text.startAll}
            </Button>
            <Button
              onClick={() =>
                void act('api/stop-all', { method: 'POST', body: {}, after: loaded.reload })
              }
            >
              {text.stopAll}
            </Button>
          </div>
        )}
        {session.value?.person.admin && (
          <Button
            kind="main"
            icon="plus"
            onClick={() => {
              adding.value = true;
            }}
          >
            {text.add}
          </Button>
        )}
      </header>
      {loaded.error.value !== undefined && !shown && (
        <Failure error={loaded.error.value} retry={loaded.reload} />
      )}
      {shown?.users.length === 0 && <Empty title={text.none} text={text.noneText} />}
      <div class="cards">
        {shown?.users.map((account) => (
          <AccountCard key={account.name} account={account} reload={loaded.reload} />
        ))}
      </div>
      {adding.value && (
        <AddAccount
          close={() => {
            adding.value = false;
            setQuery({ add: undefined });
            loaded.reload();
          }}
        />
      )}
    </div>
  );
}

function AccountCard({ account, reload }: { readonly account: AccountView; reload(): void }) {
  const { accounts: text, action } = t.value;
  const { name, role, settings, statistics, state } = account;
  const editing = useSignal(false);
  const pausing = useSignal(false);
  const tone = tones[state];
  const mayControl = role !== 'viewer';
  const control = (what: string) =>
    void act('api/control', {
      method: 'POST',
      query: { account: undefined },
      body: { account: name, action: what },
      after: reload,
    });

  return (
    <article class="card stack" aria-label={name}>
      <div class="row row-between">
        <h2>{name}</h2>
        <Badge {...(tone ? { tone } : {})}>{stateText(account)}</Badge>
      </div>
      <Meter
        label={text.processed}
        value={Math.min(1, statistics.processed / Math.max(1, statistics.total))}
      />
      <dl class="facts small">
        <dt>{text.processed}</dt>
        <dd class="number">
          {formatNumber(statistics.processed)} / {formatNumber(statistics.total)}
        </dd>
        <dt>{text.skipped}</dt>
        <dd class="number">{formatNumber(statistics.skipped)}</dd>
        <dt>{text.errors}</dt>
        <dd class="number">{formatNumber(statistics.errors)}</dd>
        <dt>{text.lastScan}</dt>
        <dd>
          {statistics.lastScanAt === undefined
            ? t.value.state.never
            : formatAgo(statistics.lastScanAt)}
        </dd>
        {account.nextRunAt !== undefined && (
          <>
            <dt>{text.nextRun}</dt>
            <dd>{formatDateTime(account.nextRunAt)}</dd>
          </>
        )}
      </dl>
      {mayControl && (
        <div class="row">
          {state === 'running' || state === 'queued' ? (
            <Button onClick={() => control('stop')}>{action.stop}</Button>
          ) : state === 'paused' ? (
            <Button onClick={() => control('resume')}>{action.resume}</Button>
          ) : (
            <Button disabled={!settings.enabled} onClick={() => control('start')}>
              {action.start}
            </Button>
          )}
          {state !== 'paused' && settings.enabled && (
            <Button
              label={`${action.pause}: ${name}`}
              onClick={() => {
                pausing.value = true;
              }}
            >
              {action.pause}
            </Button>
          )}
          <Button kind="quiet" onClick={() => control(settings.enabled ? 'disable' : 'enable')}>
            {settings.enabled ? action.disable : action.enable}
          </Button>
          {role === 'owner' && (
            <Button
              icon="settings"
              kind="quiet"
              label={`${text.settings}: ${name}`}
              onClick={() => {
                editing.value = true;
              }}
            />
          )}
        </div>
      )}
      {pausing.value && (
        <PauseAccount
          account={name}
          close={() => {
            pausing.value = false;
            reload();
          }}
        />
      )}
      {editing.value && (
        <AccountSettings
          account={account}
          close={() => {
            editing.value = false;
            reload();
          }}
        />
      )}
    </article>
  );
}

function stateText({ state, settings, pausedBecause, pausedUntil }: AccountView): string {
  const { accounts: text, run } = t.value;
  if (!settings.enabled) return text.disabled;
  if (state === 'running') return run.outcomes.running ?? state;
  if (state === 'queued') return text.waiting;
  if (pausedUntil !== undefined) return text.pausedUntil(formatDateTime(pausedUntil));
  if (state === 'paused' || state === 'away') return text.paused(pausedBecause ?? state);
  return text.idle;
}

function AddAccount({ close }: { close(): void }) {
  const { accounts: text, action } = t.value;
  async function add(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const { name, folder } = Object.fromEntries(new FormData(event.currentTarget));
    const body = { name, ...(folder ? { folder } : {}) };
    const made = await act('api/users', { method: 'POST', query: { account: undefined }, body });
    if (made) close();
  }
  return (
    <Dialog title={text.add} onClose={close}>
      <form class="stack" onSubmit={add}>
        <Field id="account-name" label={text.name}>
          <input class="input" id="account-name" name="name" required maxlength={63} />
        </Field>
        <Field id="account-folder" label={text.root}>
          <input class="input" id="account-folder" name="folder" />
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
