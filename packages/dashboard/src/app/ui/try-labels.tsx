import type { GenreLabel } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { linesOf, useLabels } from '../api/genres.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Field } from './parts.tsx';

const examples = ['rock---hardcore', 'Hip-Hop/Rap', 'Swedish Death Metal', 'seen live'];
const mostLabels = 100;

/** “What does this label become, and why?” */
export function TryLabels() {
  const { genres: text } = t.value;
  const written = useSignal(examples.join('\n'));
  const labels = useLabels(linesOf(written.value).slice(0, mostLabels));
  return (
    <section class="stack try-labels" aria-labelledby="try">
      <h2 id="try">{text.tryOut}</h2>
      <Field id="labels" label={text.tryOut} hint={text.tryOutHint} labelHidden>
        <textarea
          class="input"
          id="labels"
          rows={5}
          value={written.value}
          aria-describedby="labels-hint"
          onInput={(event) => {
            written.value = event.currentTarget.value;
          }}
        />
      </Field>
      <ul class="card list" aria-live="polite">
        {labels.map((label) => (
          <li key={label.input}>
            <Outcome label={label} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ label }: { readonly label: GenreLabel }) {
  const { genres: text, album } = t.value;
  const { input, genres, parents, regions, by, kind, suggestion } = label;
  const why = [
    (by && text.by[by]) ?? text.kinds[kind],
    parents.length > 0 ? text.above(formatList(parents)) : undefined,
    regions.length > 0 ? text.regions(formatList(regions)) : undefined,
    suggestion ? album.suggestion(suggestion) : undefined,
  ];
  return (
    <>
      <p class="outcome">
        <span>{input}</span> <span class="muted small">{text.becomes}</span>{' '}
        {genres.length === 0 ? (
          <span class="muted">{text.nothing}</span>
        ) : (
          <strong>{genres.join('; ')}</strong>
        )}
      </p>
      <p class="muted small">{why.filter(Boolean).join(' · ')}</p>
    </>
  );
}
