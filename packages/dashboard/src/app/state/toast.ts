import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}

const shownMs = 10_000;
let last = 0;
export const toasts = signal<readonly Toast[]>([]);

/** Says something in passing. What can be undone says so here, for ten seconds. */
export function say(text: string, action?: Toast['action']): void {
  const toast: Toast = { id: ++last, text, ...(action ? { action } : {}) };
  toasts.value = [...toasts.value.slice(-1), toast];
  setTimeout(() => dismiss(toast.id), shownMs);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
