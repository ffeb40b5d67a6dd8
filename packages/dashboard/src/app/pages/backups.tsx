import type { Backup } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ask, Problem } from '../api/http.ts';
import { useResource } from '../state/resource.ts';
import { href } from '../state/router.ts';
import { formatAgo, formatDateTime } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Empty, Failure } from '../ui/parts.tsx';
import { formatSize } from '../ui/size.ts';

interface Backups {
  readonly items: readonly Backup[];
  /** One of them takes the place of the state at the next start. */
  readonly staged: boolean;
}
type Asked = { readonly what: 'restore' | 'remove'; readonly backup: Backup };

const packed = 'application/gzip';
const elsewhereStatus = 501;
const ofServer = { query: { account: undefined } };
const placeOf = (id: string) => `api/backups/${encodeURIComponent(id)}`;

/** Copies of the whole state. Only who administers the server sees them: all secrets are inside. */
export function Backups() {
  const { backups: text } = t.value;
  const busy = useSignal(false);
  const asked = useSignal<Asked | undefined>(undefined);
  const loaded = useResource(
    async (signal) => (await ask<Backups>('api/backups', { signal })).body,
    [],
  );
  const found = loaded.data.value;
  const error = loaded.error.value;

  /** One at a time: a second press would make a second copy. */
  async function change(path: string, body: unknown, done: string): Promise<void> {
    busy.value = true;
    await act(path, { ...ofServer, method: 'POST', body, done, after: loaded.reload });
    busy.value = false;
  }
  const done = { ...ofServer, after: loaded.reload };

  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
        {found && (
          <div class="row">
            <Upload
              disabled={busy.value}
              send={(file) => change('api/backups/upload', file, text.added)}
            />
            <Button
              kind="main"
              icon="plus"
              disabled={busy.value}
              onClick={() => void change('api/backups', undefined, text.made)}
            >
              {text.make}
            </Button>
          </div>
        )}
      </header>
      <p class="muted">{text.lead}</p>
      {found?.staged && (
        <div class="card row row-between" role="status">
          <p>{text.staged}</p>
          <Button
            onClick={() =>
              void act('api/backups/staged/restore', {
                ...done,
                method: 'DELETE',
                done: text.kept,
              })
            }
          >
            {text.keep}
          </Button>
        </div>
      )}
      {!found &&
        (error === undefined ? (
          <p class="muted">{t.value.state.loading}</p>
        ) : error instanceof Problem && error.status === elsewhereStatus ? (
          <Empty title={text.elsewhere} text={text.elsewhereText} />
        ) : (
          <Failure error={error} retry={loaded.reload} />
        ))}
      {found?.items.length === 0 && <Empty title={text.none} text={text.noneText} />}
      {found && found.items.length > 0 && (
        <ul class="card list">
          {found.items.map((backup) => (
            <BackupLine key={backup.id} backup={backup} askFor={asked} />
          ))}
        </ul>
      )}
      {asked.value && (
        <Confirm
          {...wordsOf(asked.value)}
          run={() => {
            const { what, backup } = asked.value as Asked;
            if (what === 'remove')
              void act(placeOf(backup.id), { ...done, method: 'DELETE', done: text.removed });
            else void change(`${placeOf(backup.id)}/restore`, undefined, text.restoring);
          }}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </div>
  );
}

function wordsOf({ what, backup }: Asked) {
  const { backups: text, action } = t.value;
  const when = formatDateTime(backup.at);
  return what === 'restore'
    ? { title: text.restoreTitle, text: text.restoreText(when), action: text.restore }
    : { title: text.removeTitle, text: text.removeText(when), action: action.remove, danger: true };
}

function BackupLine(props: {
  readonly backup: Backup;
  readonly askFor: { value: Asked | undefined };
}) {
  const { backups: text, action } = t.value;
  const { backup, askFor } = props;
  const when = formatDateTime(backup.at);
  return (
    <li class="row row-between">
      <span class="stack-tight">
        <strong>{when}</strong>
        <span class="muted small number">
          {formatAgo(backup.at)} · {formatSize(backup.bytes)}
        </span>
      </span>
      <span class="row">
        <a
          class="button"
          href={href(`/${placeOf(backup.id)}`)}
          download={`earmark-${backup.id}.tar.gz`}
          aria-label={`${text.download}: ${when}`}
        >
          {text.download}
        </a>
        <Button
          label={`${text.restore}: ${when}`}
          onClick={() => {
            askFor.value = { what: 'restore', backup };
          }}
        >
          {text.restore}
        </Button>
        <Button
          icon="close"
          kind="quiet"
          label={`${action.remove}: ${when}`}
          onClick={() => {
            askFor.value = { what: 'remove', backup };
          }}
        />
      </span>
    </li>
  );
}

/** A button of ours for the browser's choice of a file. What is chosen goes as it is. */
function Upload(props: { readonly disabled: boolean; send(file: Blob): Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  const { backups: text } = t.value;
  return (
    <>
      <input
        ref={input}
        class="hidden-visually"
        type="file"
        accept=".gz,.tgz,application/gzip"
        aria-label={text.upload}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void props.send(file.slice(0, file.size, packed));
        }}
      />
      <Button disabled={props.disabled} onClick={() => input.current?.click()}>
        {text.upload}
      </Button>
    </>
  );
}
