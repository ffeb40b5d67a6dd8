import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Enter } from './pages/enter.tsx';
import { Overview } from './pages/overview.tsx';
import { Shell } from './shell.tsx';
import { useKeys } from './state/keys.ts';
import { listenForEvents } from './state/live.ts';
import { matchPath, type Params } from './state/match-path.ts';
import { go, href, path } from './state/router.ts';
import { account, session } from './state/session.ts';
import { t } from './text/index.ts';
import { Empty, Failure } from './ui/parts.tsx';
import { ShortcutHelp, shortcutsShown } from './ui/shortcut-help.tsx';

type Page = ComponentType<{ readonly params: Params }>;
type Load = () => Promise<Page>;

/** The first screen is in the first file; every other page comes when it is opened. */
const routes: readonly (readonly [pattern: string, load: Load])[] = [
  ['/', async () => Overview],
  ['/albums', async () => (await import('./pages/albums.tsx')).Albums],
  ['/wishes', async () => (await import('./pages/wishes.tsx')).Wishes],
  ['/books', async () => (await import('./pages/albums.tsx')).Books],
  ['/books/:id', async () => (await import('./pages/album.tsx')).Album],
  ['/albums/:id', async () => (await import('./pages/album.tsx')).Album],
  ['/review', async () => (await import('./pages/review.tsx')).Review],
  ['/runs', async () => (await import('./pages/runs.tsx')).Runs],
  ['/runs/:id', async () => (await import('./pages/run.tsx')).RunPage],
  ['/runs/:id/compare/:other', async () => (await import('./pages/compare.tsx')).CompareRuns],
  ['/workers', async () => (await import('./pages/workers.tsx')).Workers],
  ['/locks', async () => (await import('./pages/locks.tsx')).Locks],
  ['/confidence', async () => (await import('./pages/confidence.tsx')).Confidence],
  ['/genres', async () => (await import('./pages/genres.tsx')).Genres],
  ['/quality', async () => (await import('./pages/quality.tsx')).Quality],
  ['/settings', async () => (await import('./pages/settings.tsx')).Settings],
  ['/schedule', async () => (await import('./pages/schedule.tsx')).Schedule],
  ['/notices', async () => (await import('./pages/notices.tsx')).Notices],
  ['/accounts', async () => (await import('./pages/accounts.tsx')).Accounts],
  ['/people', async () => (await import('./pages/people.tsx')).People],
  ['/backups', async () => (await import('./pages/backups.tsx')).Backups],
  ['/audit', async () => (await import('./pages/audit.tsx')).Audit],
];

export function App() {
  const known = session.value;
  if (known === undefined) return <p class="hidden-visually">{t.value.state.loading}</p>;
  if (known === null) return <Enter />;
  return <Inside />;
}

function Inside() {
  useEffect(() => listenForEvents(account.value), [account.value]);
  useKeys({
    'g q': () => go(href('/review')),
    'g a': () => go(href('/albums')),
    'g o': () => go(href('/')),
    'g r': () => go(href('/runs')),
    '?': () => {
      shortcutsShown.value = true;
    },
  });
  return (
    <Shell>
      <Routed key={account.value} />
      <ShortcutHelp />
    </Shell>
  );
}

function Routed() {
  const shown = useSignal<{ readonly Page: Page; readonly params: Params } | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  const found = findRoute(path.value);

  useEffect(() => {
    if (!found) return;
    let current = true;
    found.load().then(
      (Page) => {
        if (!current) return;
        error.value = undefined;
        shown.value = { Page, params: found.params };
      },
      (reason) => {
        if (current) error.value = reason;
      },
    );
    return () => {
      current = false;
    };
  }, [path.value]);

  if (!found) return <Empty title={t.value.state.nothing} text={path.value} />;
  if (error.value !== undefined)
    return <Failure error={error.value} retry={() => location.reload()} />;
  if (!shown.value) return <p class="hidden-visually">{t.value.state.loading}</p>;
  const { Page, params } = shown.value;
  return <Page params={params} />;
}

function findRoute(at: string): { readonly load: Load; readonly params: Params } | undefined {
  for (const [pattern, load] of routes) {
    const params = matchPath(pattern, at);
    if (params) return { load, params };
  }
  return undefined;
}
