import { EarmarkError } from '@earmark/core';
import type { IssueKind } from '@earmark/quality';

/** Kinds of issues as they were typed, with commas between them. */
export async function issueKindsOf(text: string): Promise<readonly IssueKind[]> {
  const { isIssueKind, kindNames } = await import('@earmark/quality');
  return text.split(',').map((name) => {
    const kind = name.trim();
    if (isIssueKind(kind)) return kind;
    throw new EarmarkError(
      'config',
      `Unknown kind "${kind}". Valid kinds: ${kindNames.join(', ')}`,
    );
  });
}
