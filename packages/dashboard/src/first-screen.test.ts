import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from './__tests__/browser.ts';
import { type FakeApi, startFakeApi } from './__tests__/fake-api.ts';
import { createDashboard } from './dashboard.ts';

type Browser = Awaited<ReturnType<typeof launch>>;
const most = 60_000;
const dashboard = createDashboard();
let api: FakeApi;
let browser: Browser;
beforeAll(async () => {
  if (!chromiumPath) return;
  api = await startFakeApi();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

const sizeOf = (path: string) => gzipSync(dashboard.asset(path)?.bytes ?? '').length;

test.skipIf(!chromiumPath)(
  'the first screen is at most 60 kB, and nothing on it moves the page about',
  async () => {
    const { page } = await openPage(browser);
    const loaded = new Set<string>();
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname.replace('/earmark/', '');
      if (dashboard.asset(path)) loaded.add(path);
    });
    await page.goto(api.url);
    await page.getByRole('heading', { name: 'Latest runs' }).waitFor();
    expect(loaded.size).toBeGreaterThan(2);
    const bytes = [...loaded].reduce((sum, path) => sum + sizeOf(path), 0);
    expect(bytes).toBeLessThan(most);
    const { paint, shift } = await page.evaluate(
      () =>
        new Promise<{ readonly paint: number; readonly shift: number }>((resolve) => {
          let shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              shift += (entry as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          new PerformanceObserver((list) => {
            const paint = list.getEntries().at(-1)?.startTime ?? 0;
            setTimeout(() => resolve({ paint, shift }));
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    console.log(`first screen: ${bytes} bytes gzip, largest paint after ${Math.round(paint)} ms`);
    expect(shift).toBeLessThan(0.1);
    await page.close();
  },
);
