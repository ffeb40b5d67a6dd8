import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

export const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
interface Axe {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

export async function shown(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('load');
}

/** In words, what axe (evaluated before) finds and whether the page scrolls sideways. */
export async function faultsOf(page: Page, narrowed: object = {}): Promise<readonly string[]> {
  const found = await page.evaluate(
    async (asked) => {
      const { axe } = globalThis as unknown as { readonly axe: Axe };
      const { violations } = await axe.run(asked);
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    { resultTypes: ['violations'], preload: false, ...narrowed },
  );
  const wider = await page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]');
    const inside = dialog ? dialog.scrollWidth - dialog.clientWidth : 0;
    return Math.max(inside, document.documentElement.scrollWidth - innerWidth);
  });
  return wider > 0 ? [...found, `it scrolls sideways by ${wider} px`] : found;
}
