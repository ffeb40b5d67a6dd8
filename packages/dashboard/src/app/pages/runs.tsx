import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import type { RunView } from '../api/types.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { go, href, place, setQuery } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import type { LoadedPage } from '../state/windowed.ts';
import { t } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty, Failure, Field, messageOf } from '../ui/parts.tsx';
import { RunLine, RunningCard } from '../ui/run-item.tsx';

interface RunsPage extends LoadedPage<RunView> {
  readonly next?: string;
}
const startable = ['tag', 'scan', 'reviewed', 'quality'] as const;

export function Runs() {
  const { run: text, action, overview } = t.value;
  const older = useSignal<readonly RunView[]>([]);
  const next = useSignal<string | undefined>(undefined);
  const newest = useResource(
    async (signal) => {
      const page = await fetchRuns(undefined, signal);
      older.value = [];
      next.value = page.next;
      return page.items;
    },
    [account.value, runsChanged.value],
  );
  const starting = place.value.query.get('start');
  const runs = [...(newest.data.value ?? []), ...older.value];
  const running = runs.filter(({ state }) => state === 'running');

  async function more(): Promise<void> {
    const page = await fetchRuns(next.value);
    older.value = [...older.value, ...page.items];
    next.value = page.next;
  }

  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
        {mayChange.value && (
          <Button kind="main" icon="plus" onClick={() => setQuery({ start: 'tag' })}>
            {text.start}
          </Button>
        )}
      </header>
      {newest.error.value !== undefined && !newest.data.value && (
        <Failure error={newest.error.value} retry={newest.reload} />
      )}
      {running.length > 0 && (
        <section class="stack" aria-label={overview.running}>
          <div class="cards">
            {running.map((run) => (
              <RunningCard key={run.id} run={run} />
            ))}
          </div>
        </section>
      )}
      {newest.data.value && runs.length === 0 && (
        <Empty title={text.noRuns} text={text.noRunsText} />
      )}
      {runs.length > running.length && (
        <ul class="card list">
          {runs
            .filter(({ state }) => state !== 'running')
            .map((run) => (
              <li key={run.id}>
                <RunLine run={run} />
              </li>
            ))}
        </ul>
      )}
      {next.value !== undefined && (
        <div class="row">
          <Button onClick={() => void more()}>{action.more}</Button>
        </div>
      )}
      {starting !== null && (
        <StartRun recipe={starting} close={() => setQuery({ start: undefined })} />
      )}
    </div>
  );
}

async function fetchRuns(after?: string, signal?: AbortSignal): Promise<RunsPage> {
  const query = { account: account.value, limit: 40, after };
  return (await ask<RunsPage>('api/runs', { query, ...(signal ? { signal } : {}) })).body;
}

/** A dry run unless somebody says otherwise: what it shows can be written from its own page. */
function StartRun({ recipe, close }: { readonly recipe: string; close(): void }) {
  const { run: text, action } = t.value;
  const dryRun = useSignal(true);
  const chosen = useSignal(recipe);
  const error = useSignal<unknown>(undefined);
  const busy = useSignal(false);

  async function start(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    busy.value = true;
    error.value = undefined;
    try {
      const { body } = await ask<{ readonly run: string }>('api/runs', {
        method: 'POST',
        query: { account: account.value },
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: {
          recipe: chosen.value,
          request: chosen.value === 'tag' ? { dryRun: dryRun.value } : {},
        },
      });
      close();
      go(href(`/runs/${body.run}`));
    } catch (reason) {
      error.value = reason;
    }
    busy.value = false;
  }

  return (
    <Dialog title={text.start} onClose={close}>
      <form class="stack" onSubmit={start}>
        <Field id="recipe" label={text.recipe}>
          <select
            id="recipe"
            class="input"
            value={chosen.value}
            onChange={(event) => {
              chosen.value = event.currentTarget.value;
            }}
          >
            {startable.map((name) => (
              <option key={name} value={name}>
                {text.recipes[name]}
              </option>
            ))}
          </select>
        </Field>
        {chosen.value === 'tag' && (
          <label class="row check">
            <input
              type="checkbox"
              checked={dryRun.value}
              onChange={(event) => {
                dryRun.value = event.currentTarget.checked;
              }}
            />
            {text.dryRun}
          </label>
        )}
        {error.value !== undefined && (
          <p class="field-error" role="alert">
            {messageOf(error.value)}
          </p>
        )}
        <div class="row">
          <Button kind="main" submit disabled={busy.value}>
            {action.start}
          </Button>
          <Button onClick={close}>{action.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
