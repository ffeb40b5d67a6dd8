import { expect, test } from 'vitest';
import { readAnswer, readOptions, type Schema } from './schema.ts';

const numbers: Schema<number> = {
  safeParse: (value) =>
    typeof value === 'number'
      ? { success: true, data: value }
      : { success: false, error: { issues: [{ path: ['a', 0], message: 'no number' }] } },
};

test('options that fit come back, others are a config error that names the factory and the place', () => {
  expect(readOptions(numbers, 3, 'createX')).toBe(3);
  expect(() => readOptions(numbers, 'x', 'createX')).toThrowError('createX: a.0: no number');
});

test('whoever misspells an option is told the valid ones', () => {
  const schema: Schema<object> = {
    shape: { weight: 0, apiKey: 0 },
    safeParse: () => ({
      success: false,
      error: {
        issues: [{ path: [], message: '', code: 'unrecognized_keys', keys: ['apikey'] }],
      },
    }),
  };
  expect(() => readOptions(schema, {}, 'createX')).toThrowError(
    'createX: unknown option "apikey". Valid options: apiKey, weight',
  );
});

test('an answer that does not fit is a bad response with the body as its cause', () => {
  const about = { plugin: 'x', what: 'album 7' };
  expect(readAnswer(numbers, 3, about)).toBe(3);
  expect(() => readAnswer(numbers, 'body', about)).toThrowError(
    expect.objectContaining({ code: 'bad-response', plugin: 'x', cause: 'body' }),
  );
});
