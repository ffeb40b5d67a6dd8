import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { linesOf } from '../api/genres.ts';
import type { Answer } from '../api/http.ts';
import { isStale, type SettingsView, saveSettings, useSettings } from '../api/settings.ts';
import { account, accounts, session } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Failure, Field, messageOf } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';
import { SettingsPreview, type Wanted } from '../ui/settings-preview.tsx';
import '../styles/settings.css';

/** Core's own, where neither the server nor the account says otherwise. */
const usualBands = { auto: 0.95, review: 0.8 };

/** What an account writes by itself and which genres it likes, with what past decisions would have become. */
export function Settings() {
  const { settings: text } = t.value;
  const settings = useSettings();
  const shown = settings.data.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <p class="muted">{text.lead(account.value)}</p>
      {settings.error.value !== undefined && !shown && (
        <Failure error={settings.error.value} retry={settings.reload} />
      )}
      {shown && <Form key={shown.etag} settings={shown} reload={settings.reload} />}
    </div>
  );
}

function Form(props: { readonly settings: Answer<SettingsView>; reload(): void }) {
  const { settings: text, action, accounts: other } = t.value;
  const { bands, genres } = props.settings.body;
  const auto = useSignal(bands?.auto ?? usualBands.auto);
  const review = useSignal(bands?.review ?? usualBands.review);
  const own = useSignal(bands !== null);
  const prefer = useSignal(genres.prefer.join('\n'));
  const avoid = useSignal(genres.avoid.join('\n'));
  const error = useSignal<unknown>(undefined);
  const role = accounts.value.find(({ name }) => name === account.value)?.role;
  const mayChange = role === 'owner' || session.value?.person.admin === true;
  useEffect(() => {
    if (review.value > auto.value) review.value = auto.value;
  }, [auto.value]);

  const wanted: Wanted = {
    bands: own.value ? { auto: auto.value, review: review.value } : null,
    genres: { prefer: linesOf(prefer.value), avoid: linesOf(avoid.value) },
  };
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    try {
      await saveSettings(wanted, props.settings);
      say(other.saved);
      props.reload();
    } catch (reason) {
      error.value = reason;
    }
  }

  return (
    <div class="split">
      <form class="stack settings-form" onSubmit={save}>
        <Section id="bands" title={text.bands}>
          <label class="row check">
            <input
              type="checkbox"
              checked={own.value}
              onChange={(event) => {
                own.value = event.currentTarget.checked;
              }}
            />
            {text.ownBands}
          </label>
          <Share
            id="auto"
            label={text.auto}
            hint={text.autoHint}
            value={auto}
            disabled={!own.value}
          />
          <Share
            id="review"
            label={text.review}
            hint={text.reviewHint}
            value={review}
            most={auto.value}
            disabled={!own.value}
          />
        </Section>
        <Section id="genre-preferences" title={text.genres}>
          <Lines id="prefer" label={text.prefer} hint={text.preferHint} value={prefer} />
          <Lines id="avoid" label={text.avoid} hint={text.avoidHint} value={avoid} />
        </Section>
        {error.value !== undefined && (
          <p class="field-error" role="alert">
            {isStale(error.value) ? other.changedMeanwhile : messageOf(error.value)}
          </p>
        )}
        {mayChange && (
          <div class="row">
            <Button kind="main" submit>
              {action.save}
            </Button>
            <span class="muted small">{text.fromNextRun}</span>
          </div>
        )}
      </form>
      <SettingsPreview wanted={wanted} />
    </div>
  );
}

interface Value<T> {
  value: T;
}

function Share(props: {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: Value<number>;
  readonly most?: number;
  readonly disabled: boolean;
}) {
  const { id, label, hint, value, most = 1, disabled } = props;
  return (
    <Field id={id} label={label} hint={hint}>
      <div class="row share-input">
        <input
          id={id}
          type="range"
          min="0.3"
          max={most}
          step="0.01"
          value={value.value}
          disabled={disabled}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            value.value = Number(event.currentTarget.value);
          }}
        />
        <output class="number" for={id}>
          {formatPercent(value.value)}
        </output>
      </div>
    </Field>
  );
}

function Lines(props: {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: Value<string>;
}) {
  const { id, label, hint, value } = props;
  return (
    <Field id={id} label={label} hint={hint}>
      <textarea
        class="input"
        id={id}
        rows={3}
        value={value.value}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
    </Field>
  );
}
