/** How many of 64 bits may differ in two pictures of one front. */
const mostDifferent = 10;

/** Undefined where one of them could not be looked at. */
export function looksTheSame(a: string | undefined, b: string | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  return [...a].filter((bit, at) => bit !== b[at]).length <= mostDifferent;
}
