/** A word as it is typed on a command line. */
export const quoted = (word: string): string =>
  /^[\w.,/=+-]+$/.test(word) ? word : `"${word.replace(/["$`\\]/g, '\\$&')}"`;
