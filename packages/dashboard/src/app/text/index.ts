import { computed, signal } from '@preact/signals';
import { en, type Text } from './en.ts';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;
const key = 'earmark.language';

const loaded = signal<Text>(en);
/** All text of the pages in the reader's language. */
export const t = computed(() => loaded.value);
export const language = computed(() => loaded.value.code as Language);

export async function chooseLanguage(chosen: Language): Promise<void> {
  loaded.value = chosen === 'de' ? (await import('./de.ts')).de : en;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // Kept for this page only.
  }
}

export function preferredLanguage(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(key);
  } catch {
    // Follows the browser.
  }
  const wanted = stored ?? navigator.language.slice(0, 2);
  return wanted === 'de' ? 'de' : 'en';
}

/** How people call a field; one that we have no word for is called as it is. */
export const fieldName = (field: string): string => loaded.value.fields[field] ?? field;
