import { useSignal } from '@preact/signals';
import { ask, Problem } from '../api/http.ts';
import type { AccountView } from '../api/types.ts';
import { say } from '../state/toast.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, messageOf } from './parts.tsx';

const staleStatus = 412;

export function AccountSettings({
  account,
  close,
}: {
  readonly account: AccountView;
  close(): void;
}) {
  const { accounts: text, action } = t.value;
  const { settings } = account;
  const error = useSignal<unknown>(undefined);

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    const body = {
      account: account.name,
      batchSize: Number(given.batchSize),
      intervalMinutes: Number(given.intervalMinutes),
      priority: Number(given.priority),
      cron: given.cron ? String(given.cron) : null,
    };
    try {
      const headers = { 'if-match': `"${account.revision}"` };
      await ask('api/configure', { method: 'POST', headers, body });
      say(text.saved);
      close();
    } catch (reason) {
      error.value = reason;
    }
  }

  const wrong = error.value instanceof Problem ? error.value.fields : {};
  const isStale = error.value instanceof Problem && error.value.status === staleStatus;
  const number = (
    name: 'batchSize' | 'intervalMinutes' | 'priority',
    label: string,
    most: number,
  ) => (
    <Field id={name} label={label} {...(wrong[name] ? { error: wrong[name] } : {})}>
      <input
        class="input"
        id={name}
        name={name}
        type="number"
        min="1"
        max={most}
        value={settings[name]}
        required
      />
    </Field>
  );
  return (
    <Dialog title={`${text.settings}: ${account.name}`} onClose={close}>
      <form class="stack" onSubmit={save}>
        {number('batchSize', text.batchSize, 1000)}
        {number('intervalMinutes', text.interval, 43_200)}
        <Field id="cron" label={text.cron} {...(wrong.cron ? { error: wrong.cron } : {})}>
          <input
            class="input"
            id="cron"
            name="cron"
            value={settings.cron ?? ''}
            placeholder="0 3 * * *"
          />
        </Field>
        {number('priority', text.priority, 10)}
        {error.value !== undefined && (
          <p class="field-error" role="alert">
            {isStale ? text.changedMeanwhile : messageOf(error.value)}
          </p>
        )}
        <div class="row">
          <Button kind="main" submit>
            {action.save}
          </Button>
          <Button onClick={close}>{action.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
