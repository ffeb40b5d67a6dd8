import { fetchReviews } from '../api/reviews.ts';
import { reviewsChanged, runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';

/** Writes what was accepted and edited: here, in another window, by whomever. `given` grows with each answer here. */
export function WriteAccepted({ given }: { readonly given: number }) {
  const { review: text } = t.value;
  const counted = useResource(
    async (signal) => {
      const totalOf = async (status: 'accepted' | 'edited') =>
        (await fetchReviews(account.value, { status }, { offset: 0, limit: 1 }, signal)).total;
      const [accepted, edited] = await Promise.all([totalOf('accepted'), totalOf('edited')]);
      return (accepted ?? 0) + (edited ?? 0);
    },
    [account.value, reviewsChanged.value, runsChanged.value, given],
  );
  const open = counted.data.value ?? 0;
  if (open === 0) return null;
  return (
    <Button
      kind="main"
      onClick={() =>
        void act('api/runs', {
          method: 'POST',
          headers: { 'idempotency-key': crypto.randomUUID() },
          body: { recipe: 'reviewed', request: {} },
          done: text.written,
        })
      }
    >
      {text.apply(formatNumber(open))}
    </Button>
  );
}
