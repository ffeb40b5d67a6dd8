/** Something that happens now and then, and whoever wants to know. */
export interface Changes {
  /** It happened: all who wait go on. */
  notify(): void;
  /** Yields once for all that happened since it last yielded. Ends with the signal. */
  changes(signal: AbortSignal): AsyncGenerator<void>;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const listener of listeners) listener();
    },
    async *changes(signal) {
      let happened = false;
      let wake: () => void = () => undefined;
      const listener = () => {
        happened = true;
        wake();
      };
      const end = () => wake();
      listeners.add(listener);
      signal.addEventListener('abort', end, { once: true });
      try {
        while (!signal.aborted) {
          if (!happened)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          if (signal.aborted) return;
          happened = false;
          yield;
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener('abort', end);
      }
    },
  };
}
