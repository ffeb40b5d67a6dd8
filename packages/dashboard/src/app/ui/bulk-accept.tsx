import { useSignal } from '@preact/signals';
import { Problem } from '../api/http.ts';
import { acceptAll, previewAll, type ReviewFilter } from '../api/reviews.ts';
import { useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatNumber, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Diff } from './diff.tsx';
import { Failure, messageOf } from './parts.tsx';

const movedStatus = 412;

/** Says before it is done how many, how risky, and how many of them will be wrong. */
export function BulkAccept({
  filter,
  close,
}: {
  readonly filter: ReviewFilter;
  close(done: boolean): void;
}) {
  const { review: text, counts, action } = t.value;
  const busy = useSignal(false);
  const preview = useResource(
    (signal) => previewAll(account.value, filter, signal),
    [JSON.stringify(filter)],
  );
  const shown = preview.data.value;

  async function accept(expectedCount: number): Promise<void> {
    busy.value = true;
    try {
      const { answered } = await acceptAll(account.value, filter, expectedCount);
      say(text.bulkDone(counts.decisions(answered)));
      close(true);
    } catch (error) {
      const hasMoved = error instanceof Problem && error.status === movedStatus;
      say(hasMoved ? text.moved : messageOf(error));
      if (hasMoved) preview.reload();
    }
    busy.value = false;
  }

  return (
    <Dialog title={text.bulkTitle} onClose={() => close(false)}>
      {preview.error.value !== undefined && <Failure error={preview.error.value} />}
      {!shown ? (
        <p class="muted">{t.value.state.loading}</p>
      ) : (
        <>
          <p>
            {text.bulkText(
              counts.decisions(shown.count),
              counts.files(shown.files),
              formatNumber(Math.round(shown.expectedWrong)),
            )}
          </p>
          <h3>{text.riskiest}</h3>
          <ul class="list">
            {shown.riskiest.map((row) => (
              <li key={row.decision}>
                <span class="row row-between">
                  <strong>
                    <bdi>{row.title}</bdi>
                  </strong>
                  <span class="muted number">{formatPercent(row.confidence)}</span>
                </span>
                <Diff before={row.before} after={row.after} inline />
              </li>
            ))}
          </ul>
          <div class="row">
            <Button
              kind="main"
              disabled={busy.value || shown.count === 0}
              onClick={() => void accept(shown.count)}
            >
              {`${text.accept} (${formatNumber(shown.count)})`}
            </Button>
            <Button onClick={() => close(false)}>{action.cancel}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
