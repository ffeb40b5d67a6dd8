import type { DecisionView } from '../api/types.ts';

type Reason = DecisionView['reasons'][number];
/** What was said about one of the proposed values; about none of them, where `value` is absent. */
export interface ClaimGroup {
  readonly value?: string;
  readonly claims: readonly Reason[];
}

/** A reason names the value that it is about, alone or at its beginning: “Jazz”, “Jazz, as the word is used”. */
export function claimGroups({
  after,
  reasons,
}: Pick<DecisionView, 'after' | 'reasons'>): readonly ClaimGroup[] {
  const longestFirst = [...after].sort((one, other) => other.length - one.length);
  const subjectOf = ({ what }: Reason) =>
    longestFirst.find((value) => what === value || /^[ ,]/.test(afterPrefix(what, value)));
  const about = (value: string | undefined) => reasons.filter((each) => subjectOf(each) === value);
  const rest = about(undefined);
  return [
    ...after.map((value) => ({ value, claims: about(value) })),
    ...(rest.length > 0 ? [{ claims: rest }] : []),
  ];
}

const afterPrefix = (text: string, prefix: string) =>
  text.startsWith(prefix) ? text.slice(prefix.length) : '';
