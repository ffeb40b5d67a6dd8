import { computed, signal } from '@preact/signals';

/** Where the reader is, below the base path. The address is the only memory of a list's filters. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const base = new URL(document.baseURI).pathname;
export const place = signal<Place>(read());
export const path = computed(() => place.value.path);

function read(): Place {
  const { pathname, search } = location;
  const below = pathname.startsWith(base) ? pathname.slice(base.length) : '';
  return { path: `/${below}`, query: new URLSearchParams(search) };
}

/** The address of a place of ours, for `href`. */
export function href(to: string, query?: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value) search.set(name, value);
  const text = search.toString();
  return `${base}${to.replace(/^\//, '')}${text === '' ? '' : `?${text}`}`;
}

export function go(address: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  place.value = read();
}

/** Changes some words of the query and keeps the others. An empty value takes its word away. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  go(`${location.pathname}${text === '' ? '' : `?${text}`}`, { replace: true });
}

/** Links stay plain links: only a plain click on one of ours is taken over. */
export function listenForPlaces(): void {
  addEventListener('popstate', () => {
    place.value = read();
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.target !== '' || link.hasAttribute('download')) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || !to.pathname.startsWith(base)) return;
    if (to.pathname.startsWith(`${base}api/`)) return;
    event.preventDefault();
    if (to.hash !== '' && to.pathname === location.pathname && to.search === location.search) {
      document.getElementById(to.hash.slice(1))?.focus();
      return;
    }
    go(`${to.pathname}${to.search}`);
  });
}
