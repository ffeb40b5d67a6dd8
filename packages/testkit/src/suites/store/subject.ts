import assert from 'node:assert/strict';
import type { AccountStore, ErrorCode, Store } from '@earmark/core';
import { EarmarkError } from '@earmark/core';
import type { Check } from '../../suite.ts';

/** What each check of the store suite works on. */
export interface StoreSubject {
  readonly store: Store;
  /** The account `anna` of that store. */
  readonly anna: AccountStore;
  /** Another store on the same state, beside the first, as another process would open it. */
  open(): Promise<Store>;
  /** Closes the first store, then opens the same state again. */
  reopen(): Promise<Store>;
}
export type StoreCheck = Check<StoreSubject>;

export async function assertCode(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(EarmarkError.is(error, code), `expected the error code ${code}, got ${error}`);
    return true;
  });
}

export const at = Date.UTC(2026, 0, 1);
