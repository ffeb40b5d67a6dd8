import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { docsFile, errorDocs } from '../../../scripts/error-docs.ts';

test('docs/errors.md is what the table says today: run scripts/error-docs.ts after a change', () => {
  expect(readFileSync(docsFile, 'utf8')).toBe(errorDocs());
});
