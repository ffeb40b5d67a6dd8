import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chromiumPath,
  launch,
  openPage,
} from '../../../../packages/dashboard/src/__tests__/browser.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

type Browser = Awaited<ReturnType<typeof launch>>;
type Page = Awaited<ReturnType<typeof openPage>>['page'];

const password = 'correct horse battery';

interface Seen {
  readonly seq: number;
  readonly event: string;
}
/** Of how far a run is only the newest counts: several may come as one. */
const isFact = ({ event }: { readonly event: string }) => event !== 'run-progressed';

/** Every event that a page was given, as it came. */
async function recordEvents(page: Page): Promise<() => Promise<readonly Seen[]>> {
  await page.addInitScript(() => {
    const seen: Seen[] = [];
    Object.assign(globalThis, { seenEvents: seen });
    class Recorded extends EventSource {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('message', ({ data }) => seen.push(JSON.parse(data)));
      }
    }
    globalThis.EventSource = Recorded;
  });
  return () => page.evaluate(() => (globalThis as unknown as { seenEvents: Seen[] }).seenEvents);
}

describe.skipIf(!chromiumPath)('the pages on a real server, with the library of the demo', () => {
  let folder: string;
  let server: DemoServer;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let seen: () => Promise<readonly Seen[]>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-pages-'));
    server = await startDemoServer(folder);
    await server.makeLibrary();
    browser = await launch();
    ({ page, faults } = await openPage(browser));
    seen = await recordEvents(page);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const menu = (name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
  async function start(recipe: string, { dry = true } = {}): Promise<void> {
    await menu('Runs');
    await button('Start a run').click();
    await page.getByLabel('What to do').selectOption(recipe);
    if (!dry) await page.getByLabel(/^Dry run first/).uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL('**/runs/*');
  }
  /** On the page of the run itself: the list of runs says it of many. */
  const ended = (how: string) =>
    page.locator('.page-head').getByText(how, { exact: true }).waitFor();
  const completed = () => ended('Completed');

  test('from setup to a library that can be browsed and searched', async () => {
    await page.goto(server.url);
    await page.getByLabel('Name').fill('Olga');
    await page.getByLabel('Password').fill(password);
    await button('Create owner').click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await start('scan');
    await completed();
    await menu('Albums');
    await page.getByText('14 albums').waitFor();
    for (const [typed, title] of [
      ['אור', 'ימים של אור'],
      ['夜', '夜の切符'],
      ['county', 'County Line'],
    ] as const) {
      await page.getByRole('searchbox').fill(typed);
      await page.getByText(title).first().waitFor();
      await page.getByText('1 album', { exact: true }).waitFor();
    }
  });

  test('signing out and in again', async () => {
    await button('Sign out').click();
    await page.getByLabel('Name').fill('Olga');
    await page.getByLabel('Password').fill(password);
    await button('Sign in').click();
    await page.getByRole('searchbox').waitFor();
  });

  test('with a higher limit everything is asked; the review is done by keyboard and in bulk, and written', async () => {
    await menu('Settings');
    await page.getByLabel('Limits of its own').check();
    await page.getByRole('slider', { name: 'Write without asking from' }).fill('1');
    await button('Save').click();
    await page.getByText('Saved.').waitFor();
    await start('tag', { dry: false });
    await completed();
    await menu('Review');
    const open = page.getByText(/^\d+ waits? for you$/);
    await open.waitFor();
    const asked = Number.parseInt((await open.textContent()) ?? '', 10);
    expect(asked).toBeGreaterThan(8);
    await page.keyboard.press('r');
    await page.getByText(`${asked - 1} wait for you`).waitFor();
    await page.keyboard.press('u');
    await page.getByText(`${asked} wait for you`).waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    await page.getByText(`${asked - 1} wait for you`).waitFor();
    await button('Accept all that match').click();
    await button(`Accept (${asked - 1})`).click();
    await page.getByText(`Accepted ${asked - 1} decisions.`).waitFor();
    await menu('Runs');
    await start('reviewed');
    await completed();
    await page.getByText('Outlaw Country').first().waitFor();
  });

  test('why an album is as it is, an edit by hand, and its undo', async () => {
    await menu('Albums');
    await page.getByRole('searchbox').fill('county');
    await page.getByRole('option', { name: /County Line/ }).click();
    await button(/^Why\?/)
      .first()
      .click();
    await page.getByText('said of the release-group').first().waitFor();
    await page.getByText('musicbrainz.org').first().waitFor();
    await button('Edit Genre').click();
    await page.getByRole('textbox', { name: 'Genre' }).fill('Folk');
    await button('Save').click();
    const history = page.getByRole('complementary');
    await history.getByText('+ Folk').waitFor();
    await history.getByRole('button', { name: 'Undo: Genre' }).first().click();
    await page.getByText('Undone.').waitFor();
    await expect
      .poll(async () => (await albumGenres(page)).join('; '), { timeout: 10_000 })
      .toBe('Outlaw Country');
  });

  test('a server that is restarted while a run is watched: nothing missed, nothing twice', async () => {
    const { port } = new URL(server.url);
    await menu('Runs');
    await server.earmark.start('slow', {});
    await page.getByRole('main').getByRole('link', { name: 'slow' }).click();
    await page.getByText(/of 6/).waitFor();
    const before = (await seen()).at(-1)?.seq ?? 0;
    await server.close();
    await page.getByText('No connection to the server').waitFor();
    server = await startDemoServer(folder, { port: Number(port), gate: 6 });
    await page.getByText('No connection to the server').waitFor({ state: 'detached' });
    await ended('Stopped');
    await button('Resume').click();
    await completed();

    const { events } = await server.earmark.shared();
    const logged = (await events.list({ since: before })).filter(isFact).map(({ seq }) => seq);
    expect(logged.length).toBeGreaterThanOrEqual(3);
    const came = async () => (await seen()).filter(({ seq }) => seq > before);
    await expect
      .poll(async () => (await came()).filter(isFact).map(({ seq }) => seq))
      .toEqual(logged);
    const numbers = (await came()).map(({ seq }) => seq);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(faults).toEqual([]);
  });
});

async function albumGenres(page: Page): Promise<readonly string[]> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  return page.evaluate(async (album) => {
    const answer = await fetch(`/api/albums/${album}`);
    return ((await answer.json()) as { readonly genres: readonly string[] }).genres;
  }, id);
}
