import type { Journal } from '@earmark/core';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';
import { createDecisionQueries } from './decisions.ts';
import { createPlanQueries } from './plans.ts';
import { createPrune } from './prune.ts';
import { createReceiptQueries } from './receipts.ts';
import { createRunQueries } from './runs.ts';

export function createJournal(database: Database<AccountSchema>): Journal {
  return {
    ...createRunQueries(database),
    ...createDecisionQueries(database),
    ...createPlanQueries(database),
    ...createReceiptQueries(database),
    ...createPrune(database),
  };
}
