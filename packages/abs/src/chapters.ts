import type { Chapter } from './answers.ts';
import { unsupported } from './unsupported.ts';

/** A chapter as one value: `61.5 The Boy Who Lived`, its start in seconds before its title. */
export const chaptersOf = (chapters: readonly Chapter[]): readonly string[] =>
  chapters.map(({ start, title }) => `${seconds(start)} ${title.trim()}`);

const seconds = (start: number) => String(Math.round(start * 1000) / 1000);

/** The server takes any: overlaps, and times beyond the end. Here they begin at 0, grow, and end within the book. */
export function chaptersFrom(values: readonly string[], duration: number) {
  const starts = values.map((value) => {
    const found = /^(\d+(?:\.\d+)?) (.*\S)$/.exec(value);
    if (found) return { start: Number(found[1]), title: found[2] ?? '' };
    throw unsupported(`"${value}" is not a chapter: write seconds, a space and a title`);
  });
  return starts.map(({ start, title }, id) => {
    const end = starts[id + 1]?.start ?? duration;
    if ((id === 0 && start !== 0) || end <= start || end > duration)
      throw unsupported(
        `the chapter "${title}" does not fit into ${duration} s after the one before`,
      );
    return { id, start, end, title };
  });
}
