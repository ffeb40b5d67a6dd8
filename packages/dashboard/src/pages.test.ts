import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from './__tests__/browser.ts';
import { type FakeApi, startFakeApi } from './__tests__/fake-api.ts';
import { hebrew } from './__tests__/invented.ts';
import { axe, faultsOf, shown } from './__tests__/look.ts';

const paths = [
  '',
  'albums',
  'albums?view=rows',
  'albums/album-3',
  'wishes',
  'review',
  'runs',
  'runs/run-2',
  'runs/run-0/compare/run-4',
  'workers',
  'locks',
  'confidence',
  'genres',
  'settings',
  'schedule',
  'quality?kind=mojibake',
  'notices',
  'backups',
  'accounts',
  'people',
  'audit',
];

describe.skipIf(!chromiumPath)('the pages in Chromium', () => {
  let browser: Browser;
  let api: FakeApi;
  beforeAll(async () => {
    browser = await launch();
    api = await startFakeApi({ albums: 100_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  test('axe finds nothing, nothing overflows, and the policy is never broken: on a phone, dark; on a desk, light', async () => {
    const phone = { width: 360, height: 740 };
    const { page, faults } = await openPage(browser, { ...phone, dark: true });
    await page.addInitScript(() => {
      localStorage.getItem('earmark.language') ?? localStorage.setItem('earmark.language', 'de');
    });
    for (const path of paths) {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(phone);
      await shown(page, api.url + path);
      await page.evaluate(axe);
      expect(await faultsOf(page), `${path} on a phone`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 800 });
      // The other rules look at what is the same in both; the menu is on the first page.
      const narrowed = path ? { runOnly: ['color-contrast'] } : {};
      expect(await faultsOf(page, narrowed), `${path} on a desk`).toEqual([]);
    }
    await page.evaluate(() => localStorage.setItem('earmark.language', 'en'));
    await shown(page, api.url);
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    await page.evaluate(axe);
    expect(await faultsOf(page), 'in English').toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a hundred thousand albums: the end is one key away, and few rows are in the document', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}albums?view=rows`);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page
      .getByRole('option', { selected: true })
      .getByText('Wanted')
      .or(page.locator('[aria-posinset="100000"]'))
      .first()
      .waitFor();
    expect(await page.getByRole('option').count()).toBeLessThan(60);
    await page.close();
  });

  test('the filters and the sort are in the address, and survive a reload', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}albums`);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: /^Jazz/ }).click();
    await page.getByLabel('Sort by').selectOption('year');
    await page.getByRole('button', { name: /^Text in the wrong character set/ }).click();
    await page.getByRole('button', { name: /^discogs did not answer/ }).click();
    expect(new URL(page.url()).search).toBe('?genre=Jazz&sort=year&issue=mojibake&silent=discogs');
    await page.reload();
    await page.getByRole('button', { name: 'Jazz', exact: true }).waitFor();
    await page.close();
  });

  test('a wish is made, an offer is taken by an explicit yes, a held download goes on', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}wishes`);
    await page.getByRole('button', { name: 'Add a wish' }).click();
    await page.getByLabel('Title').fill('Edgedancer');
    await page.getByLabel('Author').fill('Brandon Sanderson');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(() => api.answers.at(-1))
      .toEqual({
        method: 'POST',
        path: 'api/books/wishes',
        body: { title: 'Edgedancer', creators: ['Brandon Sanderson'] },
      });
    await page
      .getByRole('button', { name: /^Download this one/ })
      .first()
      .click();
    await page.getByText('The download has started.').waitFor();
    expect(api.answers.at(-1)?.path).toBe('api/books/offers/o1/add');
    await page.getByRole('button', { name: 'Continue: A Field Guide to Quiet' }).click();
    await expect.poll(() => api.answers.at(-1)?.path).toBe('api/books/records/r2/retry');
    await page.getByText('The finder did not answer in time.').waitFor();
    await page.getByText('lacks narrator and series · never asked about').waitFor();
    await page.getByRole('button', { name: 'Search now: Letters to Nobody' }).click();
    await expect.poll(() => api.answers.at(-1)?.path).toBe('api/books/wishes/w3/search');
    await page.close();
  });

  test('a filter gets a name, and is one click away from then on', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}albums?genre=Folk`);
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel('Name of the view').fill('All folk');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved as “All folk”.').waitFor();
    expect(api.answers.at(-1)).toEqual({
      method: 'PUT',
      path: 'api/views/All%20folk',
      body: { query: 'genre=Folk' },
    });
    await page.getByRole('link', { name: 'Jazz by year' }).click();
    await page.getByRole('button', { name: 'Remove: Jazz by year' }).click();
    await expect.poll(() => api.answers.at(-1)?.method).toBe('DELETE');
    await page.close();
  });

  test('two runs are compared side by side, and a locked field is given back', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}runs/run-4`);
    await page.getByLabel('Compare with').selectOption({ index: 1 });
    await page.getByRole('heading', { name: 'Two runs compared' }).waitFor();
    await page.getByText('Ambient; House').waitFor();
    await page.getByText('not decided').waitFor();
    await shown(page, `${api.url}locks`);
    await page.getByRole('button', { name: 'Unlock: Year, Distant Dreams' }).click();
    await page.getByText('Unlocked.').waitFor();
    expect(api.answers.at(-1)).toMatchObject({ method: 'PATCH', body: { lock: { year: false } } });
    await page.close();
  });

  test('the review is done by keyboard alone, and an answer can be taken back', async () => {
    const own = await startFakeApi({ reviews: 5 });
    const { page, faults } = await openPage(browser);
    await page.goto(`${own.url}review`);
    await page.getByText('5 wait for you').waitFor();
    await page.keyboard.press('a');
    await page.getByText('4 wait for you').waitFor();
    await page.keyboard.press('r');
    await page.getByText('3 wait for you').waitFor();
    await page.keyboard.press('u');
    await page.getByText('4 wait for you').waitFor();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Genre' }).fill('Jaz');
    await page.getByRole('button', { name: 'Did you mean “Jazz”?' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => own.answers.filter(({ path }) => path.endsWith('/answer')))
      .toEqual([
        { method: 'POST', path: 'api/reviews/decision-0/answer', body: { verdict: 'accepted' } },
        { method: 'POST', path: 'api/reviews/decision-1/answer', body: { verdict: 'rejected' } },
        { method: 'DELETE', path: 'api/reviews/decision-1/answer', body: undefined },
        {
          method: 'POST',
          path: 'api/reviews/decision-2/answer',
          body: { verdict: 'edited', edited: ['Jazz'] },
        },
      ]);
    expect(faults).toEqual([]);
    await page.close();
    await own.close();
  });

  test('keys pressed faster than the server answers: the last answer is the one taken back', async () => {
    const own = await startFakeApi({ reviews: 3 });
    const { page, faults } = await openPage(browser);
    let letThrough = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route('**/answer?*', async (route) => {
      await slow;
      await route.continue();
    });
    await page.goto(`${own.url}review`);
    await page.getByText('3 wait for you').waitFor();
    await page.keyboard.press('a');
    await page.getByText('2 wait for you').waitFor();
    await page.keyboard.press('r');
    await page.getByText('1 waits for you').waitFor();
    await page.keyboard.press('u');
    letThrough();
    await page.getByText('2 wait for you').waitFor();
    expect(own.answers.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST api/reviews/decision-0/answer',
      'POST api/reviews/decision-1/answer',
      'DELETE api/reviews/decision-1/answer',
    ]);
    expect(faults).toEqual([]);
    await page.close();
    await own.close();
  });

  test('accepting all that match says how many, the riskiest, and how many will be wrong', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}review`);
    await page.getByRole('button', { name: 'Accept all that match' }).click();
    await page.getByText('118 decisions will be written to 1,298 files').waitFor();
    await page.getByText('about 9 of them will be wrong').waitFor();
    await page.getByRole('button', { name: 'Accept (118)' }).click();
    await page.getByText('Accepted 118 decisions.').waitFor();
    expect(api.answers.at(-1)?.body).toMatchObject({ expectedCount: 118, verdict: 'accepted' });
    await page.close();
  });

  test('a run can be watched: progress, what is in hand, what is left', async () => {
    const { page } = await openPage(browser);
    await shown(page, api.url);
    await page.getByRole('article', { name: 'Look up and tag' }).waitFor();
    api.emit({
      event: 'run-progressed',
      run: 'run-0',
      data: { done: 812, total: 2144, etaMs: 600_000 },
    });
    await page.getByText('812 of 2,144').waitFor();
    await page.getByText('10 min left').waitFor();
    await page.close();
  });

  test('another release is chosen from the runner-up or by its address, and looked up at once', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}albums/album-3`);
    await page.getByRole('button', { name: /^Use this one/ }).click();
    await page.getByText('Chosen for musicbrainz').waitFor();
    expect(api.answers.at(-1)).toMatchObject({
      path: 'api/albums/album-3/match',
      body: { source: 'musicbrainz', release: 'other' },
    });
    await page.getByText('It is another release').click();
    await page.getByLabel('Id or address').fill('https://www.discogs.example/master/8');
    await page.getByRole('button', { name: 'Use this one', exact: true }).last().click();
    await page.getByRole('button', { name: 'Look it up now' }).last().click();
    await page.waitForURL('**/runs/run-0**');
    expect(api.answers.slice(-2).map(({ body }) => body)).toEqual([
      { release: 'https://www.discogs.example/master/8' },
      {
        recipe: 'tag',
        request: { album: [expect.stringMatching('^artist='), 'album=Distant Dreams'] },
      },
    ]);
    await page.close();
  });

  test('issues are fixes: those of a kind are one click away from the review', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}quality`);
    await page.getByRole('button', { name: 'Text in the wrong character set' }).first().click();
    await page.getByText('MÃ¶rder und Helden <b>').first().waitFor();
    await page.getByRole('button', { name: /^Review 41 fixes/ }).click();
    await page.waitForURL('**/runs/run-0**');
    expect(api.answers.at(-1)?.body).toEqual({
      recipe: 'quality',
      request: { fix: true, kinds: ['mojibake'] },
    });
    await page.close();
  });

  test('a title that is read from right to left is shown so, wherever it stands', async () => {
    const { page } = await openPage(browser, { width: 360, height: 740 });
    const titled = page.getByText('ימים של אור (Live 1999)').first();
    const direction = (element: Element) => getComputedStyle(element).direction;
    for (const path of ['albums', 'albums?view=rows', `albums/album-${hebrew}`]) {
      await shown(page, api.url + path);
      expect(await titled.evaluate(direction), path).toBe('rtl');
      expect(await page.locator('main').evaluate(direction), path).toBe('ltr');
    }
    await shown(page, `${api.url}albums`);
    await page.getByRole('searchbox').fill('ימים');
    expect(await page.getByRole('searchbox').evaluate(direction)).toBe('rtl');
    await page.close();
  });

  test('only http addresses of sources become links', async () => {
    const { page } = await openPage(browser);
    await shown(page, `${api.url}review`);
    await page.getByText('18 of 22 votes').waitFor();
    await page.getByText('Matched releases').click();
    const links = await page
      .locator('#evidence a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(new Set(links)).toEqual(new Set(['https://musicbrainz.example/release/1']));
    await page.close();
  });

  test('signing in: a wrong password is said, the right one opens the pages', async () => {
    const own = await startFakeApi({ signedIn: false });
    const { page } = await openPage(browser);
    await page.goto(own.url);
    await page.getByLabel('Name').fill('Ann');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.close();
    await own.close();
  });

  test('the language can be changed and is kept', async () => {
    const { page } = await openPage(browser);
    await shown(page, api.url);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('heading', { name: 'Übersicht' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Übersicht' }).waitFor();
    await page.close();
  });
});
