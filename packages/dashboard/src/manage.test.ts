import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from './__tests__/browser.ts';
import { type FakeApi, startFakeApi } from './__tests__/fake-api.ts';
import { axe, faultsOf, shown } from './__tests__/look.ts';

describe.skipIf(!chromiumPath)('the pages that manage, in Chromium', () => {
  let browser: Browser;
  let api: FakeApi;
  beforeAll(async () => {
    browser = await launch();
    api = await startFakeApi();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  test('settings say what past decisions would have become before they are saved', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}settings`);
    await page
      .getByText('30 more would be written without asking, about 2.7 of them wrong')
      .waitFor();
    await page.getByLabel('Limits of its own').check();
    await page.getByRole('slider', { name: 'Write without asking from' }).fill('0.7');
    await page.getByRole('textbox', { name: 'Put these first' }).fill('Jazz\n\nSoul');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect(api.answers.filter(({ path }) => path === 'api/settings').at(-1)).toMatchObject({
      method: 'PATCH',
      body: {
        bands: { auto: 0.7, review: 0.7 },
        genres: { prefer: ['Jazz', 'Soul'], avoid: ['Pop'] },
      },
    });
    await page.close();
  });

  test('a notice is tried out: what the service answered stays beside it', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}notices`);
    await page.getByRole('button', { name: 'Send a test: email' }).click();
    await page.getByText('The test was taken').waitFor();
    await page.getByRole('button', { name: 'Send a test: ntfy' }).click();
    await page.getByRole('alert').getByText('ntfy: the token was refused').waitFor();
    await page.close();
  });

  test('a rule says what goes to whom, and when; what did not arrive is tried again or dropped', async () => {
    const { page } = await openPage(browser, { width: 360, height: 740 });
    await shown(page, `${api.url}notices`);
    await page
      .getByText(
        'Decisions wait for you and Something failed · Daily at 18:00 · not 22:00–07:00 · Europe/Berlin',
      )
      .waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Through').selectOption('email');
    await page.getByLabel('For', { exact: true }).selectOption('Ben');
    await page.getByRole('checkbox', { name: 'A run has ended' }).uncheck();
    await page.getByLabel('Once a day').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByLabel('Time zone').fill('Europe/Rome');
    await page.evaluate(axe);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rule applies from now on.').waitFor();
    expect(api.answers.at(-1)).toEqual({
      method: 'PUT',
      path: 'api/notices/rules/email-2',
      body: {
        notifier: 'email',
        person: 'Ben',
        kinds: ['needs-review', 'failures', 'budget-parked', 'worker-lost', 'disk-full'],
        daily: '18:00',
        quiet: [{ from: '22:00', to: '07:00' }],
        timeZone: 'Europe/Rome',
      },
    });
    await page.getByRole('button', { name: 'Try again: A run failed' }).click();
    await page.getByText('It failed again. ntfy: the token was refused').waitFor();
    await page.getByRole('button', { name: 'Drop: A run has ended' }).click();
    await page.getByText('It will not be sent.').waitFor();
    expect(api.answers.slice(-2).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST api/notices/outbox/n2/retry',
      'DELETE api/notices/outbox/n3',
    ]);
    await page.close();
  });

  test('an account is paused until tomorrow, and a key is for one account', async () => {
    const { page } = await openPage(browser, { width: 360, height: 740 });
    await shown(page, `${api.url}accounts`);
    await page.getByRole('button', { name: 'Pause: ann' }).click();
    await page.evaluate(axe);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Until tomorrow' }).click();
    await expect.poll(() => api.answers.at(-1)?.path).toBe('api/control');
    const { until, ...asked } = Object(api.answers.at(-1)?.body);
    expect(asked).toEqual({ account: 'ann', action: 'pause' });
    expect(new Date(until).getHours()).toBe(0);
    await shown(page, `${api.url}people`);
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.evaluate(axe);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('What is it for?').fill('Home Assistant');
    await page.getByLabel('For which accounts?').selectOption('ben');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('it is shown only once').waitFor();
    expect(api.answers.at(-1)?.body).toMatchObject({ name: 'Home Assistant', accounts: ['ben'] });
    await page.close();
  });

  test('who holds what is seen, and taken away from whoever has gone silent', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}locks`);
    await page.getByText('All files of ann').waitFor();
    await page.getByText('held by nas, process 4711').waitFor();
    await page.getByRole('button', { name: 'Take away: music:' }).click();
    await page.getByText('Taken away.').waitFor();
    expect(api.answers.at(-1)).toMatchObject({ method: 'DELETE', path: 'api/leases/l2' });
    expect(await page.getByRole('button', { name: 'Take away' }).count()).toBe(1);
    await page.close();
  });

  test('quiet hours are added and taken away beside the time line', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}schedule`);
    await page.getByText('Kids’ concert').first().waitFor();
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Saved.').waitFor();
    const night = { from: '22:00', to: '07:00' };
    expect(api.answers.at(-1)?.body).toEqual({ quietHours: [night, night] });
    await page.getByRole('button', { name: 'Remove: 22:00–07:00' }).click();
    await expect.poll(() => api.answers.at(-1)?.body).toEqual({ quietHours: [] });
    await page.close();
  });

  test('a backup is uploaded as it is, restored after one more question, and that is called off', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}backups`);
    await page.getByText('will be restored when the server starts next').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'earmark-1.tar.gz',
      mimeType: 'application/x-anything',
      buffer: Buffer.from('packed'),
    });
    await page.getByText('The backup was checked and added.').waitFor();
    expect(api.answers.at(-1)).toEqual({
      method: 'POST',
      path: 'api/backups/upload',
      body: 'packed',
    });
    await page.getByRole('button', { name: 'Restore: ' }).first().click();
    await page.evaluate(axe);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Restart the server to restore it.').waitFor();
    expect(api.answers.at(-1)?.path).toBe('api/backups/backup-1/restore');
    await page.getByRole('button', { name: 'Do not restore' }).click();
    await page.getByText('Nothing will be restored.').waitFor();
    const link = page.getByRole('link', { name: 'Download: ' }).first();
    expect(await link.getAttribute('href')).toBe('/earmark/api/backups/backup-1');
    await page.close();
  });

  test('a label is tried out while it is typed, and a genre is found in the tree', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}genres`);
    await page.getByRole('textbox', { name: 'Try out labels' }).fill('Jaz');
    await page.getByText('Did you mean “Jazz”?').waitFor();
    await page.locator('summary', { hasText: 'Electronic' }).click();
    await page.locator('summary', { hasText: 'House' }).click();
    await page.getByRole('link', { name: 'Deep House' }).waitFor();
    await page.getByRole('searchbox').fill('deep');
    await page.getByText('1 genre').waitFor();
    await page.close();
  });
});
