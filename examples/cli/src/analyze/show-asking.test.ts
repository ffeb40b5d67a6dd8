import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import type { Output } from '../output/output.ts';
import { showAsking } from './show-asking.ts';

test('the album in hand, the rate and what is left are drawn, and cleared at the end', async () => {
  const clock = createFakeClock();
  const drawn: string[] = [];
  const asked = showAsking(2, clock, { draw: (line) => void drawn.push(line) } as Output);
  await clock.advance(2000);
  asked({ title: 'Igor', creators: ['Tyler, The Creator'] });
  asked({ title: 'Debut', creators: ['Björk'] });
  expect(drawn).toEqual([expect.stringMatching(/1 of 2 .*30\.0\/min .*2 s left .*Igor$/), '']);
});
