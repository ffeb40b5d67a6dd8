import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export interface Resource<T> {
  /** What was loaded last: it stays while it is loaded again. */
  readonly data: ReadonlySignal<T | undefined>;
  readonly error: ReadonlySignal<unknown>;
  readonly loading: ReadonlySignal<boolean>;
  reload(): void;
}

/** Loads when one of `keys` changes; the answer to an older question is thrown away. */
export function useResource<T>(
  load: (signal: AbortSignal) => Promise<T>,
  keys: readonly unknown[],
): Resource<T> {
  const data: Signal<T | undefined> = useSignal(undefined);
  const error = useSignal<unknown>(undefined);
  const loading = useSignal(true);
  const round = useSignal(0);

  useEffect(() => {
    const controller = new AbortController();
    loading.value = true;
    load(controller.signal).then(
      (loaded) => {
        if (controller.signal.aborted) return;
        data.value = loaded;
        error.value = undefined;
        loading.value = false;
      },
      (reason) => {
        if (controller.signal.aborted) return;
        error.value = reason;
        loading.value = false;
      },
    );
    return () => controller.abort();
  }, [...keys, round.value]);

  return {
    data,
    error,
    loading,
    reload() {
      round.value++;
    },
  };
}
