export const reviewStatuses = [
  'pending',
  'accepted',
  'rejected',
  'edited',
  /** Accepted or edited, and written since. */
  'applied',
  /** A newer decision for the same subject and field took its place, or a newer answer before it was written. */
  'superseded',
  /** Set aside, as its field is locked. */
  'locked',
] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];
