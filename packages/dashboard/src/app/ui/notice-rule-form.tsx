import type { NoticeRule } from '@earmark/api/client';
import { type Signal, useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import type { PeopleView } from '../api/types.ts';
import { useResource } from '../state/resource.ts';
import { account, session } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, messageOf } from './parts.tsx';
import { QuietTimes } from './quiet-times.tsx';

const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;
const evening = '18:00';

export function NoticeRuleForm(props: {
  readonly notifiers: readonly string[];
  readonly rules: readonly NoticeRule[];
  /** The one that is edited. Left out: a new one. */
  readonly rule?: NoticeRule;
  close(): void;
}) {
  const { notices: text, action } = t.value;
  const { notifiers, rules, rule, close } = props;
  const notifier = useSignal(rule?.notifier ?? notifiers[0] ?? '');
  const person = useSignal(rule?.person ?? '');
  const zone = useSignal(rule ? (rule.timeZone ?? 'UTC') : zoneHere);
  const all = Object.keys(text.kinds);
  const kinds = useSignal<readonly string[]>(rule?.kinds ?? all);
  const daily = useSignal(rule?.daily);
  const quiet = useSignal<QuietTimes>(rule?.quiet ?? []);
  const fault = useSignal<string | undefined>(undefined);
  const people = usePeople(rule?.person);

  const isTimed = daily.value !== undefined || quiet.value.length > 0;

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = rule?.name ?? freeName(notifier.value, rules);
    try {
      await ask(`api/notices/rules/${name}`, {
        method: 'PUT',
        query: { account: account.value },
        body: {
          notifier: notifier.value,
          ...(person.value ? { person: person.value } : {}),
          ...(kinds.value.length === all.length ? {} : { kinds: kinds.value }),
          ...(daily.value === undefined ? {} : { daily: daily.value }),
          ...(quiet.value.length === 0 ? {} : { quiet: quiet.value }),
          ...(isTimed ? { timeZone: zone.value } : {}),
        },
      });
      say(text.ruleSaved);
      close();
    } catch (error) {
      fault.value = messageOf(error);
    }
  }

  return (
    <Dialog title={rule ? text.editRule : text.addRule} onClose={close}>
      <form class="stack" onSubmit={save}>
        <Field id="rule-notifier" label={text.through}>
          <select class="input" id="rule-notifier" {...bound(notifier)}>
            {notifiers.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        <Field id="rule-person" label={text.whose}>
          <select class="input" id="rule-person" {...bound(person)}>
            <option value="">{text.everybody}</option>
            {people.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        <fieldset class="fieldset">
          <legend class="label">{text.what}</legend>
          {all.map((kind) => (
            <label key={kind} class="row check">
              <input
                type="checkbox"
                checked={kinds.value.includes(kind)}
                onChange={({ currentTarget }) => {
                  kinds.value = all.filter((each) =>
                    each === kind ? currentTarget.checked : kinds.value.includes(each),
                  );
                }}
              />
              {text.kinds[kind]}
            </label>
          ))}
          {kinds.value.length === 0 && (
            <p class="field-error" role="alert">
              {text.noKind}
            </p>
          )}
        </fieldset>
        <fieldset class="fieldset">
          <legend class="label">{text.when}</legend>
          <div class="row">
            <label class="row check">
              <input
                type="checkbox"
                checked={daily.value !== undefined}
                onChange={({ currentTarget }) => {
                  daily.value = currentTarget.checked ? evening : undefined;
                }}
              />
              {text.daily}
            </label>
            {daily.value !== undefined && (
              <input
                class="input time"
                type="time"
                required
                aria-label={text.time}
                value={daily.value}
                onInput={({ currentTarget }) => {
                  daily.value = currentTarget.value;
                }}
              />
            )}
          </div>
        </fieldset>
        <fieldset class="fieldset">
          <legend class="label">{text.quiet}</legend>
          <QuietTimes
            times={quiet.value}
            mayChange
            change={(times) => {
              quiet.value = times;
            }}
          />
          <p class="muted small">{text.quietHint}</p>
        </fieldset>
        {isTimed && (
          <Field id="rule-zone" label={text.zone}>
            <input class="input" id="rule-zone" {...bound(zone)} required maxlength={64} />
          </Field>
        )}
        {fault.value && (
          <p class="field-error" role="alert">
            {fault.value}
          </p>
        )}
        <div class="row">
          <Button kind="main" submit disabled={kinds.value.length === 0}>
            {action.save}
          </Button>
          <Button onClick={close}>{action.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The form is drawn again with each choice: what was chosen before must not be lost. */
const bound = (to: Signal<string>) => ({
  value: to.value,
  onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
    to.value = currentTarget.value;
  },
});

/** Only who administers may list them all; everybody knows themselves, and whose rule it is. */
function usePeople(of: string | undefined): readonly string[] {
  const self = session.value?.person;
  const listed = useResource(
    async (signal) =>
      self?.admin ? (await ask<PeopleView>('api/people', { signal })).body.items : [],
    [],
  );
  const names = [self?.name, ...(listed.data.value ?? []).map(({ name }) => name), of];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Rules need names, people do not need to think of one: `ntfy-2`. */
function freeName(notifier: string, rules: readonly NoticeRule[]): string {
  const taken = new Set(rules.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = `${notifier.slice(0, 40)}-${number}`;
    if (!taken.has(name)) return name;
  }
}
