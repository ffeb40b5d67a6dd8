import { signal } from '@preact/signals';

export interface LoadedPage<T> {
  readonly items: readonly T[];
  readonly total?: number;
}

const pageSize = 100;
const mostPages = 40;

/**
 * A long list of which only windows are loaded. `at` gives an item or nothing yet; `show` says what is looked at.
 * Pages that are far away are forgotten, and a question whose answer nobody waits for any more is cancelled.
 */
export function createWindowed<T>(
  load: (offset: number, limit: number, signal: AbortSignal) => Promise<LoadedPage<T>>,
) {
  const pages = new Map<number, readonly T[]>();
  const asked = new Map<number, AbortController>();
  const version = signal(0);
  const total = signal<number | undefined>(undefined);
  const error = signal<unknown>(undefined);

  async function fetchPage(page: number): Promise<void> {
    const controller = new AbortController();
    asked.set(page, controller);
    try {
      const loaded = await load(page * pageSize, pageSize, controller.signal);
      if (controller.signal.aborted) return;
      pages.delete(page);
      pages.set(page, loaded.items);
      for (const old of pages.keys()) {
        if (pages.size <= mostPages) break;
        pages.delete(old);
      }
      if (loaded.total !== undefined) total.value = loaded.total;
      error.value = undefined;
      version.value++;
    } catch (reason) {
      if (!controller.signal.aborted) error.value = reason;
    } finally {
      if (asked.get(page) === controller) asked.delete(page);
    }
  }

  function show(first: number, last: number): void {
    const wanted = new Set<number>();
    // A list that is still empty has a window of nothing: the page that fills it is wanted all the same.
    const end = Math.max(last, first + 1);
    for (let page = Math.floor(first / pageSize); page * pageSize < end; page++) wanted.add(page);
    for (const [page, controller] of asked) {
      if (wanted.has(page)) continue;
      controller.abort();
      asked.delete(page);
    }
    for (const page of wanted) if (!pages.has(page) && !asked.has(page)) void fetchPage(page);
  }

  return {
    total,
    error,
    /** Read it where items are drawn: it changes whenever one of them may have. */
    version,
    at: (index: number): T | undefined =>
      pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    show,
    /** Loads again what is shown, keeping it on the screen meanwhile. */
    async refresh(first: number, last: number): Promise<void> {
      const near = new Set<number>([0]);
      for (let page = Math.floor(first / pageSize); page * pageSize < last; page++) near.add(page);
      for (const page of pages.keys()) if (!near.has(page)) pages.delete(page);
      await Promise.all([...near].map(fetchPage));
    },
    close(): void {
      for (const controller of asked.values()) controller.abort();
      asked.clear();
    },
  };
}
