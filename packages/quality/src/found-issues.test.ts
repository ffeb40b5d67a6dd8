import { expect, test } from 'vitest';
import { collectIssues, readFoundIssues } from './found-issues.ts';
import type { Health } from './health.ts';
import type { Issue } from './issue.ts';

const issue = (id: string, more: Partial<Issue> = {}): Issue => ({
  id,
  kind: 'mojibake',
  severity: 'warning',
  subject: 's',
  title: 'Artist – Album',
  evidence: 'MÃ¶rder',
  files: 1,
  ...more,
});
const health = { score: 91.5, albums: 3, files: 30 } as Health;

test('all are counted, some of each kind are kept, and what was kept can be read again', () => {
  const collection = collectIssues();
  for (let index = 0; index < 60; index += 1) collection.add(issue(`i${index}`));
  collection.add(issue('art', { kind: 'missing-art', fix: { certain: true, changes: [] } }));
  const found = collection.found({ at: 1, run: 'r', health });
  expect(found.kinds).toEqual([
    { kind: 'mojibake', issues: 60, fixes: 0 },
    { kind: 'missing-art', issues: 1, fixes: 1 },
  ]);
  expect(found.issues).toHaveLength(51);
  expect(found.issues.at(-1)).toMatchObject({ id: 'art', fixable: true });
  expect(readFoundIssues(JSON.parse(JSON.stringify(found)))).toEqual(found);
});

test('what is of another version, or nothing of ours, is nothing', () => {
  expect(readFoundIssues({ version: 0 })).toBeUndefined();
  expect(readFoundIssues('text')).toBeUndefined();
  expect(readFoundIssues(undefined)).toBeUndefined();
});
