import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './parts.tsx';

export function AddWish({ close }: { close(): void }) {
  const { wishes: text, action } = t.value;
  async function add(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    const word = (name: string) => String(given[name] ?? '').trim();
    const author = word('author');
    const made = await act('api/books/wishes', {
      method: 'POST',
      body: {
        title: word('title'),
        ...(author === '' ? {} : { creators: [author] }),
        ...(word('series') === '' ? {} : { series: word('series') }),
        ...(word('narrator') === '' ? {} : { narrator: word('narrator') }),
      },
    });
    if (made) close();
  }
  return (
    <Dialog title={text.add} onClose={close}>
      <form class="stack" onSubmit={add}>
        <Field id="wish-title" label={text.bookTitle} hint={text.wishHint}>
          <input class="input" id="wish-title" name="title" autocomplete="off" />
        </Field>
        {(['author', 'series', 'narrator'] as const).map((name) => (
          <Field key={name} id={`wish-${name}`} label={text[name]}>
            <input class="input" id={`wish-${name}`} name={name} autocomplete="off" />
          </Field>
        ))}
        <div class="row">
          <Button kind="main" submit>
            {action.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
