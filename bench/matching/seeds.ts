/** `1-5` or `3,7` as numbers. */
export function seedsOf(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    if (!Number.isInteger(from) || !Number.isInteger(to))
      throw new Error(`--seeds takes numbers and ranges like 101-105, not ${text}`);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}
