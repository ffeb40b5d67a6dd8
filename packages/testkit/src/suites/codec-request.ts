import type { Fields, PictureBytes } from '@earmark/core';

/** What the suite asks of a codec, on bytes that are sent along. */
export interface CodecRequest {
  readonly id: number;
  readonly call:
    | 'recognises'
    | 'read'
    | 'essence'
    | 'inventory'
    | 'edits'
    | 'changes'
    | 'pictures'
    | 'cover';
  readonly bytes: Uint8Array;
  readonly extension: string;
  readonly set: Fields;
  /** For `cover`; without it the front cover goes. */
  readonly front?: PictureBytes;
}
/** In place of a request: nothing more will come. */
export const farewell = 'farewell';
