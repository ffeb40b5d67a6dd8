import { storeSuite } from '@earmark/testkit';
import { test } from 'vitest';
import { createSqliteStore } from './index.ts';

storeSuite({ test }, (folder) => createSqliteStore({ folder }));
