import type { EvidenceView } from '../api/evidence.ts';
import type { AlbumView } from '../api/types.ts';
import type { Resource } from '../state/resource.ts';
import { go, href } from '../state/router.ts';
import { mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Failure, Field } from './parts.tsx';
import { type MatchView, Release, type ReleaseView } from './release.tsx';

/** Which releases the album was taken for, what came second, and the way to say that it is another one. */
export function Matches(props: {
  readonly album: AlbumView;
  readonly evidence: Resource<EvidenceView>;
}) {
  const { album: text } = t.value;
  const { album, evidence } = props;
  const shown = evidence.data.value;
  const path = `api/albums/${encodeURIComponent(album.id)}/match`;

  async function choose(body: object): Promise<boolean> {
    const chosen = await act<{ readonly source: string }>(path, { method: 'PUT', body });
    if (!chosen) return false;
    evidence.reload();
    say(text.chosen(chosen.source), { label: text.lookUp, run: () => void lookUp(album) });
    return true;
  }
  async function paste(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const { source, release } = Object.fromEntries(new FormData(form));
    if (await choose({ release, ...(source ? { source } : {}) })) form.reset();
  }
  const free = (source: string) =>
    void act(`${path}/${source}`, { method: 'DELETE', done: text.free, after: evidence.reload });

  if (evidence.error.value !== undefined && !shown)
    return <Failure error={evidence.error.value} retry={evidence.reload} />;
  if (!shown) return <p class="muted">{t.value.state.loading}</p>;
  const matches = newestOf(shown);
  const others = Object.keys(shown.pinned).filter(
    (name) => !matches.some(({ source }) => source === name),
  );
  return (
    <>
      {matches.length + others.length === 0 && <p class="muted">{text.noMatchYet}</p>}
      <ul class="list matches">
        {matches.map((match) => (
          <li key={match.source} class="stack">
            <p>
              <Release release={match} named />
            </p>
            <Pinned source={match.source} id={shown.pinned[match.source]} free={free} />
            {match.runnerUp && (
              <div class="row row-between runner-up">
                <p>
                  <span class="muted small">{text.runnerUp} </span>
                  <Release release={match.runnerUp} />
                </p>
                <Choose release={match.runnerUp} choose={choose} />
              </div>
            )}
          </li>
        ))}
        {others.map((source) => (
          <li key={source} class="stack">
            <strong>{source}</strong>
            <Pinned source={source} id={shown.pinned[source]} free={free} />
          </li>
        ))}
      </ul>
      {mayChange.value && shown.sources.length > 0 && (
        <details class="paste">
          <summary>{text.paste}</summary>
          <form class="stack" onSubmit={paste}>
            <Field id="release" label={text.release} hint={text.pasteHint}>
              <input class="input" id="release" name="release" required maxlength={2000} />
            </Field>
            <Field id="release-source" label={text.source}>
              <select class="input" id="release-source" name="source">
                <option value="">{text.byAddress}</option>
                {shown.sources.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </Field>
            <div class="row">
              <Button submit>{text.choose}</Button>
            </div>
          </form>
        </details>
      )}
    </>
  );
}

function Choose(props: { readonly release: ReleaseView; choose(body: object): Promise<boolean> }) {
  const { source, id, title } = props.release;
  if (!mayChange.value) return null;
  const { choose } = t.value.album;
  return (
    <Button
      label={`${choose}: ${title}`}
      onClick={() => void props.choose({ source, release: id })}
    >
      {choose}
    </Button>
  );
}

function Pinned(props: {
  readonly source: string;
  readonly id: string | undefined;
  free(source: string): void;
}) {
  const { source, id, free } = props;
  const { album: text } = t.value;
  if (id === undefined) return null;
  return (
    <div class="row row-between small">
      <span>
        {text.pinned}: <code>{id}</code>
      </span>
      {mayChange.value && (
        <Button kind="quiet" label={`${text.takeBack}: ${source}`} onClick={() => free(source)}>
          {text.takeBack}
        </Button>
      )}
    </div>
  );
}

/** By source: of the newest decision that names it. */
function newestOf({ decisions }: EvidenceView): readonly MatchView[] {
  const found = new Map<string, MatchView>();
  for (const { matches = [] } of decisions.items)
    for (const match of matches) if (!found.has(match.source)) found.set(match.source, match);
  return [...found.values()];
}

/** A choice is believed by the next run: here is one of this album alone. */
async function lookUp({ title, creators }: AlbumView): Promise<void> {
  const request = { album: [`artist=${creators.join(', ')}`, `album=${title}`] };
  const started = await act<{ readonly run: string }>('api/runs', {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: { recipe: 'tag', request },
  });
  if (started) go(href(`/runs/${started.run}`));
}
