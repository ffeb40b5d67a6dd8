/** `1.2 GB`, as people count. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const power = Math.min(4, Math.floor(Math.log10(Math.max(1, Math.abs(count))) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
