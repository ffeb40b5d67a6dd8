import { type Run, titleOf } from '@earmark/core';

const mostKept = 1000;

/** What a run's subjects are called. The last thousand are kept, which is more than are ever in hand. */
export function titlesOf(run: Run): (subject: string) => string {
  const titles = new Map<string, string>();
  run.on('subject-found', ({ subject }) => {
    titles.set(subject.id, titleOf(subject));
    const [oldest] = titles.keys();
    if (titles.size > mostKept && oldest !== undefined) titles.delete(oldest);
  });
  return (subject) => titles.get(subject) ?? subject;
}
