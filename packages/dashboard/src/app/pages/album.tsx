import { useSignal } from '@preact/signals';
import { useEvidence } from '../api/evidence.ts';
import { ask, Problem } from '../api/http.ts';
import type { AlbumView, ChangeView, FieldView, Paged } from '../api/types.ts';
import { type Change, changesOf } from '../state/changes.ts';
import { catalogueChanged } from '../state/live.ts';
import type { Params } from '../state/match-path.ts';
import { useResource } from '../state/resource.ts';
import { account, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatAgo, formatDuration, formatPercent } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { StateBadge } from '../ui/album-item.tsx';
import { Button } from '../ui/button.tsx';
import { Cover } from '../ui/cover.tsx';
import { Diff } from '../ui/diff.tsx';
import { EditValues } from '../ui/edit-values.tsx';
import { Evidence } from '../ui/evidence.tsx';
import { Matches } from '../ui/matches.tsx';
import { Empty, Failure, messageOf } from '../ui/parts.tsx';
import '../styles/album.css';

export function Album({ params }: { readonly params: Params }) {
  const { album: text, counts, action } = t.value;
  const path = `api/albums/${encodeURIComponent(params.id ?? '')}`;
  const query = { account: account.value };
  const editing = useSignal<FieldView | undefined>(undefined);
  const why = useSignal<string | undefined>(undefined);
  const loaded = useResource(
    (signal) => ask<AlbumView>(path, { query, signal }),
    [path, catalogueChanged.value],
  );
  const history = useResource(
    async (signal) =>
      changesOf((await ask<Paged<ChangeView>>(`${path}/history`, { query, signal })).body.items),
    [path, catalogueChanged.value],
  );
  const evidence = useEvidence(params.id ?? '');
  const decided = evidence.data.value?.decisions.items ?? [];
  const album = loaded.data.value?.body;
  if (!album) {
    const { value: error } = loaded.error;
    if (error === undefined) return <p class="page muted">{t.value.state.loading}</p>;
    if (error instanceof Problem && error.status === 404) return <Empty title={text.missing} />;
    return <Failure error={error} retry={loaded.reload} />;
  }

  /** The album as it was read is named, so that nobody's newer change is written over. */
  async function change(body: object, done: string): Promise<void> {
    try {
      const etag = loaded.data.value?.etag;
      const headers = etag ? { 'if-match': etag } : {};
      await ask(path, { method: 'PATCH', query, headers, body });
      say(done);
    } catch (error) {
      say(messageOf(error));
    }
    loaded.reload();
    history.reload();
  }
  async function undo({ run, receipts }: Change): Promise<void> {
    try {
      await ask(`api/runs/${encodeURIComponent(run)}/undo`, {
        method: 'POST',
        query,
        body: { receipts },
      });
      say(text.undone);
    } catch (error) {
      say(messageOf(error));
    }
    loaded.reload();
    history.reload();
  }

  return (
    <div class="page">
      <header class="album-head">
        <Cover
          album={album.id}
          account={account.value}
          title={album.title}
          size={480}
          has={album.pictures > 0}
        />
        <div class="stack">
          <p class="row">
            <StateBadge album={album} />
          </p>
          <h1 dir="auto">{album.title}</h1>
          <p class="album-creators" dir="auto">
            {album.creators.join(', ')}
          </p>
          <p class="muted row">
            {album.year !== undefined && <span>{album.year}</span>}
            <span>{counts.tracks(album.files)}</span>
            <span>{formatDuration(album.durationSeconds)}</span>
            <span>{album.formats.join(', ')}</span>
          </p>
          <p class="muted small">
            {text.folder}: <bdi>{`${album.root}/${album.folder}`}</bdi>
          </p>
        </div>
      </header>
      <div class="split">
        <section class="stack" aria-labelledby="tags">
          <h2 id="tags">{text.values}</h2>
          <ul class="card list">
            {album.fields.map((field) => (
              <li key={field.field} class="stack">
                <div class="row row-between">
                  <div>
                    <span class="label">{fieldName(field.field)}</span>
                    <p dir="auto">{field.values.join('; ') || t.value.state.empty}</p>
                  </div>
                  <div class="row">
                    {field.decision && (
                      <Button
                        kind="quiet"
                        pressed={why.value === field.field}
                        onClick={() => {
                          why.value = why.value === field.field ? undefined : field.field;
                        }}
                      >
                        {`${why.value === field.field ? text.hideWhy : text.why} ${formatPercent(field.decision.confidence)}`}
                      </Button>
                    )}
                    {mayChange.value && (
                      <>
                        <Button
                          icon="lock"
                          kind="quiet"
                          pressed={field.locked}
                          label={`${field.locked ? text.unlock : text.lock}: ${fieldName(field.field)}`}
                          onClick={() =>
                            void change({ lock: { [field.field]: !field.locked } }, text.saved)
                          }
                        />
                        <Button
                          icon="edit"
                          kind="quiet"
                          disabled={field.locked}
                          label={text.editTitle(fieldName(field.field))}
                          onClick={() => {
                            editing.value = field;
                          }}
                        />
                      </>
                    )}
                  </div>
                </div>
                {why.value === field.field &&
                  decided
                    .filter(({ id }) => id === field.decision?.id)
                    .map((decision) => <Evidence key={decision.id} decision={decision} />)}
              </li>
            ))}
          </ul>
          <h2>{text.tracks}</h2>
          <ol class="card list tracks">
            {album.tracks.map((track) => (
              <li key={track.id} class="row">
                <span class="muted number">{track.fields.track?.[0] ?? ''}</span>
                <span class="track-title" dir="auto">
                  {track.fields.title?.[0] ?? track.path}
                </span>
                <span class="muted number">{formatDuration(track.durationSeconds ?? 0)}</span>
              </li>
            ))}
          </ol>
        </section>
        <aside class="stack" aria-labelledby="history">
          <h2 id="matches">{text.matched}</h2>
          <div class="card stack">
            <Matches album={album} evidence={evidence} />
          </div>
          <h2 id="history">{text.history}</h2>
          {history.data.value?.length === 0 && <p class="muted">{text.noHistory}</p>}
          <ul class="list">
            {history.data.value?.map((entry) => (
              <li key={entry.receipts[0]} class="stack">
                <div class="row row-between">
                  <span>
                    <strong>{fieldName(entry.field)}</strong>{' '}
                    <span class="muted small">{formatAgo(entry.at)}</span>
                  </span>
                  {mayChange.value && !entry.undone && (
                    <Button
                      icon="undo"
                      kind="quiet"
                      label={`${action.undo}: ${fieldName(entry.field)}`}
                      onClick={() => void undo(entry)}
                    />
                  )}
                </div>
                <Diff before={entry.before} after={entry.after} inline />
              </li>
            ))}
          </ul>
        </aside>
      </div>
      {editing.value && (
        <EditValues
          field={editing.value.field}
          values={editing.value.values}
          save={async (values) => {
            const field = editing.value?.field;
            editing.value = undefined;
            if (field !== undefined) await change({ set: { [field]: values } }, text.saved);
          }}
          close={() => {
            editing.value = undefined;
          }}
        />
      )}
    </div>
  );
}
