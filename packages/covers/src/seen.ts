import type { Claim } from '@earmark/core';
import { z } from 'zod';

/** A picture that was looked at, as a policy gets to see it. */
const seen = z.object({
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  width: z.number(),
  height: z.number(),
  digest: z.string(),
  /** How people and plans name it. */
  value: z.string(),
  /** How it looks, where ffmpeg could tell. */
  looks: z.string().optional(),
  /** Where its bytes lie; of what is there today nobody needs them. */
  bytes: z.string().optional(),
});
export type Seen = z.infer<typeof seen>;

const field = 'picture';

export const seenClaim = (picture: Seen, level: Claim['level']): Claim => ({
  field,
  value: JSON.stringify(picture),
  strength: 1,
  level,
});

export function seenIn(claims: readonly Claim[]): readonly Seen[] {
  return claims.flatMap((claim) => {
    if (claim.field !== field || !claim.value.startsWith('{')) return [];
    const read = seen.safeParse(JSON.parse(claim.value));
    return read.success ? [read.data] : [];
  });
}
