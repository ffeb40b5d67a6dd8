import { expect, test } from 'vitest';
import { workOf } from './work.ts';

const account = (name: string, folder?: string) => ({
  name,
  ...(folder === undefined ? {} : { folder }),
});

test('an account of the USERS folder is tagged in its turn; the library of the host itself is only read', () => {
  const work = workOf({ music: '/music' }, 'default') as (of: object) => unknown;
  expect(work(account('ann', '/users/ann'))).toEqual({
    recipe: 'tag',
    request: { path: '/users/ann' },
  });
  expect(work(account('default'))).toEqual({ recipe: 'scan', request: {} });
});

test('without a folder there is nothing to do', () => {
  const work = workOf({}, 'default') as (of: object) => unknown;
  expect(work(account('default'))).toBeUndefined();
  expect(work(account('by-hand'))).toBeUndefined();
});
