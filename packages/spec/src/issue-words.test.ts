import { expect, test } from 'vitest';
import { issueText, type SchemaIssue } from './issue-words.ts';

const issue = (more: Partial<SchemaIssue>): SchemaIssue => ({
  path: ['contact'],
  message: 'Too small: expected string to have >=3 characters',
  ...more,
});

test.each<[Partial<SchemaIssue>, string]>([
  [{ code: 'too_small', origin: 'string', minimum: 3 }, 'contact must have at least 3 characters'],
  [{ code: 'too_small', origin: 'array', minimum: 1 }, 'contact must not be empty'],
  [{ code: 'too_big', origin: 'array', maximum: 1 }, 'contact must have at most 1 entry'],
  [{ code: 'too_big', origin: 'number', maximum: 1 }, 'contact must be at most 1'],
  [
    { code: 'too_small', origin: 'number', minimum: 0, inclusive: false },
    'contact must be more than 0',
  ],
  [{ code: 'invalid_value', values: ['ask', 'never'] }, 'contact must be "ask" or "never"'],
  [{ code: 'invalid_format', format: 'url' }, 'contact must be a web address'],
  [{ code: 'not_multiple_of', divisor: 2 }, 'contact must be a multiple of 2'],
  [{ code: 'invalid_type', expected: 'string' }, 'contact must be text'],
  [
    {
      code: 'invalid_type',
      expected: 'string',
      message: 'Invalid input: expected string, received undefined',
    },
    'contact is missing: give text',
  ],
  [{ code: 'unrecognized_keys', keys: ['mail'], path: [] }, 'unknown option "mail"'],
  [{ code: 'custom', message: 'give a contact', path: [] }, 'give a contact'],
  [{ code: 'invalid_format', format: 'regex', message: 'four digits' }, 'contact: four digits'],
  [{ path: ['a', 0], message: 'no number' }, 'a.0: no number'],
])('%j is told as: %s', (more, words) => {
  expect(issueText(issue(more))).toBe(words);
});
