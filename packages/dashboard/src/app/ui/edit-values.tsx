import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from '../api/http.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './parts.tsx';

interface Checked {
  readonly input: string;
  readonly genres: readonly string[];
  readonly suggestion?: string;
}
const typingMs = 250;

/** One value a line. Genres are held against the vocabulary while they are typed. */
export function EditValues(props: {
  readonly field: string;
  readonly values: readonly string[];
  save(values: readonly string[]): Promise<void>;
  close(): void;
}) {
  const { field, values, save, close } = props;
  const { album, action } = t.value;
  const written = useSignal(values.join('\n'));
  const checked = useSignal<readonly Checked[]>([]);
  const lines = written.value
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

  useEffect(() => {
    if (field !== 'genre' || lines.length === 0) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      ask<{ readonly labels: readonly Checked[] }>('api/genres/normalize', {
        method: 'POST',
        body: { labels: lines },
        signal: controller.signal,
      }).then(
        ({ body }) => {
          checked.value = body.labels;
        },
        () => {
          // Without the vocabulary the values are saved as they are.
        },
      );
    }, typingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [written.value]);

  const unknown = checked.value.filter(
    ({ input, genres }) => genres.length === 0 && lines.includes(input),
  );
  return (
    <Dialog title={album.editTitle(field)} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(lines);
        }}
      >
        <Field id="values" label={field} hint={album.editHint}>
          <textarea
            class="input"
            id="values"
            rows={5}
            value={written.value}
            aria-describedby="values-notes"
            onInput={(event) => {
              written.value = event.currentTarget.value;
            }}
          />
        </Field>
        <ul id="values-notes" class="stack" aria-live="polite">
          {unknown.map(({ input, suggestion }) => (
            <li key={input} class="field-error">
              {album.unknownGenre(input)}{' '}
              {suggestion && (
                <button
                  type="button"
                  class="chip"
                  onClick={() => {
                    written.value = lines
                      .map((line) => (line === input ? suggestion : line))
                      .join('\n');
                  }}
                >
                  {album.suggestion(suggestion)}
                </button>
              )}
            </li>
          ))}
        </ul>
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
