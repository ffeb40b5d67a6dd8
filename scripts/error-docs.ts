// `node --conditions=@earmark/source scripts/error-docs.ts` writes docs/errors.md from the table of codes.
import { writeFileSync } from 'node:fs';
import { errorCodes } from '../packages/spec/src/error-codes.ts';

export const docsFile = new URL('../docs/errors.md', import.meta.url);

/** A chapter for each code, in the order of the alphabet. */
export function errorDocs(): string {
  const chapters = Object.entries(errorCodes).flatMap(([code, { means, causes, wayOut }]) => [
    `## ${code}`,
    '',
    means,
    '',
    `- **Causes**: ${causes}`,
    `- **Way out**: ${wayOut}`,
    '',
  ]);
  return [
    '# Errors',
    '',
    'Written by `scripts/error-docs.ts` from `packages/spec/src/error-codes.ts`; do not edit.',
    '',
    'There is one error class, `EarmarkError`. Branch by its code, never by `instanceof`: `EarmarkError.is(error,',
    "'quota')` works across duplicate installs. A run never rejects: `(await run.done).fault` says why it failed as a",
    'whole, and events say what failed inside it.',
    '',
    ...chapters,
  ].join('\n');
}

if (import.meta.main) writeFileSync(docsFile, errorDocs());
