/** An instant as people read it, in this machine's own zone: `2026-12-01 22:05`. */
export const spokenTime = (at: number): string =>
  new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
