import { EarmarkError } from '@earmark/spec';
import { pictureField } from '../picture-info.ts';
import type { Review, Verdict } from '../ports.ts';
import { sameValues } from '../same-values.ts';

/** A review as a verdict leaves it: the rules that hold in every store. Throws what `Reviews.answer` throws. */
export function answerReview(id: string, known: Review | undefined, verdict: Verdict): Review {
  if (!known) throw new EarmarkError('not-found', `there is no review ${id}`);
  if (known.status === 'applied' || known.status === 'superseded') {
    throw new EarmarkError(
      'conflict',
      `review ${id} (${known.field} of ${known.title}) was ${known.status} in the meantime: list the reviews again`,
    );
  }
  if (known.status === 'locked') {
    throw new EarmarkError(
      'conflict',
      `review ${id} is set aside, as the field ${known.field} of ${known.title} is locked: unlock it first`,
    );
  }
  if (verdict.status === 'edited' && verdict.edited === undefined) {
    throw new EarmarkError('config', `the answer to review ${id} is "edited" but says no values`);
  }
  if (verdict.status === 'edited' && known.field === pictureField) {
    throw new EarmarkError(
      'config',
      `the cover of ${known.title} cannot be written as text: accept or reject it`,
    );
  }
  const { by: _by, at: _at, reason: _reason, edited: _edited, ...question } = known;
  return { ...question, ...verdict };
}

/** An answer that still stands when the same decision comes again. A yes that was applied is used up: someone changed the target since. */
export function hasAnswer(review: Review): boolean {
  return isToBeWritten(review) || refusesValue(review);
}

/** A yes or an edit that nobody has written yet: of one subject and field only the last one is. */
export function isToBeWritten({ status }: Review): boolean {
  return status === 'accepted' || status === 'edited';
}

/** Whoever rejected the value, or wanted another one instead, does not want to be asked about it again. */
export function refusesValue({ status, after, edited }: Review): boolean {
  return status === 'rejected' || (edited !== undefined && !sameValues(edited, after));
}
