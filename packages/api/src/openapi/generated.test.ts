import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generated } from '../__tests__/generated.ts';

test('openapi.json and the client’s types are those of the routes (pnpm --filter @earmark/api generate)', async () => {
  for (const [file, text] of Object.entries(await generated()))
    expect(readFileSync(file, 'utf8') === text, `${file} is not current`).toBe(true);
});
