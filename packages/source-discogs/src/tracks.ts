import type { TrackDescription } from '@earmark/core';
import { seconds } from './names.ts';

export interface ListedTrack {
  readonly title: string;
  readonly position?: string | null | undefined;
  readonly duration?: string | null | undefined;
}

/** `2-5` and `CD2-5` are of the second disc; sides (`B3`) do not tell discs apart. */
const discAndNumber = /^(?:[A-Z]+ ?)?(\d{1,2})[-.]\d+/i;

/** Numbered by their order on each disc: what stands there is a side as often as a number. */
export function tracksOf(listed: readonly ListedTrack[]): readonly TrackDescription[] {
  const onDisc = new Map<number, number>();
  return listed.map(({ title, position, duration }) => {
    const disc = Number(discAndNumber.exec(position ?? '')?.[1] ?? 1) || 1;
    const number = (onDisc.get(disc) ?? 0) + 1;
    onDisc.set(disc, number);
    const durationSeconds = seconds(duration);
    return {
      disc,
      position: number,
      title,
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
    };
  });
}
