/** At most so many characters; what is cut off says so. */
export function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Services refuse an empty message, and a NUL. */
export function shown(text: string, otherwise: string): string {
  const clean = text.replaceAll('\0', '').trim();
  return clean === '' ? otherwise : clean;
}
