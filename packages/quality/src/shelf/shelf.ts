import type { CheckedAlbum } from '../issue.ts';

/** Where albums come from, one after the other. */
export interface Shelf {
  albums(signal?: AbortSignal): AsyncIterable<CheckedAlbum>;
  /** One of them once more. */
  again(id: string): Promise<CheckedAlbum | undefined>;
}
