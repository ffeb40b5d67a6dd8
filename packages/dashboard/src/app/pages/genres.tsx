import type { Genre } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type GenreTree, genreTree } from '../state/genre-tree.ts';
import { href } from '../state/router.ts';
import { formatList, formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Listed, useItems } from '../ui/listed.tsx';
import { TryLabels } from '../ui/try-labels.tsx';
import '../styles/genres.css';

const mostFound = 60;

/** What Earmark calls a genre, and what becomes of the labels that others use. */
export function Genres() {
  const { genres: text } = t.value;
  const genres = useItems<Genre>('api/genres', [], { account: undefined });
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <div class="split genres-split">
        <section class="stack" aria-labelledby="vocabulary">
          <h2 id="vocabulary">{text.vocabulary}</h2>
          <Listed of={genres} empty={text.noneFound}>
            {(items) => <Vocabulary genres={items} />}
          </Listed>
        </section>
        <TryLabels />
      </div>
    </div>
  );
}

function Vocabulary({ genres }: { readonly genres: readonly Genre[] }) {
  const { genres: text } = t.value;
  const tree = useMemo(() => genreTree(genres), [genres]);
  const wanted = useSignal('');
  const found = tree.find(wanted.value, mostFound);
  return (
    <>
      <search class="row">
        <input
          class="input"
          type="search"
          aria-label={text.find}
          placeholder={text.find}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
        <span class="muted number" role="status">
          {text.count(wanted.value.trim() === '' ? tree.size : found.length)}
        </span>
      </search>
      <ul class="card list genre-tree">
        {wanted.value.trim() === ''
          ? tree.tops.map((genre) => <Branch key={genre.name} genre={genre} tree={tree} />)
          : found.map((genre) => (
              <li key={genre.name}>
                <GenreLine genre={genre} path />
              </li>
            ))}
      </ul>
    </>
  );
}

/** What lies below is drawn when it is opened: the whole tree has thousands of lines. */
function Branch({ genre, tree }: { readonly genre: Genre; readonly tree: GenreTree }) {
  const open = useSignal(false);
  const below = tree.children(genre.name);
  if (below.length === 0)
    return (
      <li>
        <GenreLine genre={genre} />
      </li>
    );
  return (
    <li>
      <details
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary>
          {genre.name} <span class="muted small number">{formatNumber(below.length)}</span>
        </summary>
        <ul>
          {open.value && (
            <>
              <li>
                <GenreLine genre={genre} />
              </li>
              {below.map((each) => (
                <Branch key={each.name} genre={each} tree={tree} />
              ))}
            </>
          )}
        </ul>
      </details>
    </li>
  );
}

function GenreLine({ genre, path }: { readonly genre: Genre; readonly path?: boolean }) {
  const { genres: text } = t.value;
  const { name, parents, aliases } = genre;
  return (
    <span class="genre-line">
      <a class="genre-name" href={href('/albums', { genre: name })}>
        {name}
      </a>
      {path && parents.length > 0 && (
        <span class="muted small">{text.above(formatList(parents))}</span>
      )}
      {aliases.length > 0 && <span class="muted small">{text.aliases(aliases.join(', '))}</span>}
    </span>
  );
}
