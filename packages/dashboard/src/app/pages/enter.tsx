import { useSignal } from '@preact/signals';
import { ask, Problem } from '../api/http.ts';
import { loadSession, setup } from '../state/session.ts';
import { t } from '../text/index.ts';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Field, messageOf } from '../ui/parts.tsx';

/** Signing in; on a fresh installation, creating its owner. */
export function Enter() {
  const { enter } = t.value;
  const first = setup.value.needed;
  const error = useSignal<unknown>(undefined);
  const busy = useSignal(false);

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const { name, password, code } = Object.fromEntries(new FormData(event.currentTarget));
    busy.value = true;
    error.value = undefined;
    try {
      const body = { name, password, ...(code ? { code } : {}) };
      await ask(first ? 'api/setup' : 'api/session', { method: 'POST', body });
      await loadSession();
    } catch (reason) {
      error.value = reason;
    }
    busy.value = false;
  }

  const wrong = error.value instanceof Problem ? error.value.fields : {};
  return (
    <main class="enter">
      <form class="card stack" onSubmit={submit}>
        <Brand />
        <h1>{first ? enter.welcome : enter.signIn}</h1>
        {first && <p class="muted">{enter.setup}</p>}
        <Field id="name" label={enter.name} {...(wrong.name ? { error: wrong.name } : {})}>
          <input class="input" id="name" name="name" autocomplete="username" required autofocus />
        </Field>
        <Field
          id="password"
          label={enter.password}
          {...(first ? { hint: enter.passwordHint } : {})}
          {...(wrong.password ? { error: wrong.password } : {})}
        >
          <input
            class="input"
            id="password"
            name="password"
            type="password"
            autocomplete={first ? 'new-password' : 'current-password'}
            required
          />
        </Field>
        {first && setup.value.code && (
          <Field id="code" label={enter.code} hint={enter.codeHint}>
            <input class="input" id="code" name="code" autocomplete="off" required />
          </Field>
        )}
        {error.value !== undefined && (
          <p class="field-error" role="alert">
            {messageOf(error.value)}
          </p>
        )}
        <Button kind="main" submit disabled={busy.value}>
          {first ? enter.createOwner : enter.signIn}
        </Button>
      </form>
    </main>
  );
}
