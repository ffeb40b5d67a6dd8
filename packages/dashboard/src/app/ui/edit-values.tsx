import { useSignal } from '@preact/signals';
import { linesOf, useLabels } from '../api/genres.ts';
import { fieldName, t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './parts.tsx';

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
  const lines = linesOf(written.value);
  const checked = useLabels(field === 'genre' ? lines : []);
  const unknown = checked.filter(
    ({ input, genres }) => genres.length === 0 && lines.includes(input),
  );
  return (
    <Dialog title={album.editTitle(fieldName(field))} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(lines);
        }}
      >
        <Field id="values" label={fieldName(field)} hint={album.editHint}>
          <textarea
            class="input"
            id="values"
            dir="auto"
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
