import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { docsFile, tagDocs } from '../../../scripts/tag-docs.ts';

test('docs/tags.md is what the mappings say today: run scripts/tag-docs.ts after a change', () => {
  expect(readFileSync(docsFile, 'utf8')).toBe(tagDocs());
});
