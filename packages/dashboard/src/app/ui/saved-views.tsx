import { useSignal } from '@preact/signals';
import { filterKeys, filterNames } from '../state/album-filter.ts';
import { href, place } from '../state/router.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { useItems } from './listed.tsx';
import { Field } from './parts.tsx';

interface View {
  readonly name: string;
  readonly query: string;
}
const everyAccount = { account: undefined };
const pathOf = (name: string) => `api/views/${encodeURIComponent(name)}`;

/** Filters that got a name, one click away; the one that is shown can be forgotten. */
export function SavedViews() {
  const { album: text, action } = t.value;
  const saving = useSignal(false);
  const views = useItems<View>('api/views', [], everyAccount);
  const { path, query } = place.value;
  const here = filterKeys(query);
  const all = views.data.value ?? [];
  const shown = all.find((view) => filterKeys(new URLSearchParams(view.query)) === here);
  const isFiltered = filterNames.some((name) => query.has(name));

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    const asked = {
      method: 'PUT',
      query: everyAccount,
      body: { query: query.toString() },
    } as const;
    await act(pathOf(name), { ...asked, done: text.viewSaved(name), after: views.reload });
    saving.value = false;
  }
  const forget = (name: string) =>
    void act(pathOf(name), { method: 'DELETE', query: everyAccount, after: views.reload });

  if (all.length === 0 && !isFiltered) return null;
  return (
    <div class="row saved-views">
      {all.map((view) => (
        <span key={view.name} class="row">
          <a
            class="chip"
            href={`${href(path)}?${view.query}`}
            {...(view === shown ? { 'aria-current': 'true' } : {})}
          >
            {view.name}
          </a>
          {view === shown && (
            <button
              type="button"
              class="chip"
              aria-label={`${action.remove}: ${view.name}`}
              onClick={() => forget(view.name)}
            >
              <Icon name="close" size={14} />
            </button>
          )}
        </span>
      ))}
      {isFiltered && !shown && (
        <Button
          kind="quiet"
          icon="plus"
          onClick={() => {
            saving.value = true;
          }}
        >
          {text.saveView}
        </Button>
      )}
      {saving.value && (
        <Dialog
          title={text.saveView}
          onClose={() => {
            saving.value = false;
          }}
        >
          <form class="stack" onSubmit={save}>
            <Field id="view-name" label={text.viewName}>
              <input class="input" id="view-name" name="name" required maxlength={60} autofocus />
            </Field>
            <div class="row">
              <Button kind="main" submit>
                {action.save}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
