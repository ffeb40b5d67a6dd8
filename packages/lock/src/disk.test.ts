import { expect, test } from 'vitest';
import { found } from './disk.ts';

const failing = (fields: object) => () => Promise.reject(Object.assign(new Error('no'), fields));

test.runIf(process.platform === 'linux')(
  'a file that a server forgot while it was read counts as gone',
  async () => {
    const forgotten = failing({ errno: -116, code: 'Unknown system error -116' });
    expect(await found(forgotten)).toBe(false);
  },
);

test('what is not about a missing file is thrown', async () => {
  await expect(found(failing({ errno: -13, code: 'EACCES' }))).rejects.toThrow('no');
});
