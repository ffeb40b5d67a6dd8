import { signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const key = 'earmark.theme';

/** What was chosen on this device. A browser that keeps nothing follows the system. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return themes.find((each) => each === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

export const theme = signal<Theme>('system');

export function applyTheme(chosen: Theme): void {
  theme.value = chosen;
  document.documentElement.dataset.theme = chosen;
}

export function chooseTheme(chosen: Theme): void {
  applyTheme(chosen);
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // Private windows keep nothing: the choice lasts as long as the page.
  }
}
