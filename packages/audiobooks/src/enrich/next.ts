import type { RunContext, Subject } from '@earmark/core';
import { createBookHistory } from '../records/history.ts';
import { createChoice, emptyFields, type Stamp } from './choose.ts';

/** A book that is asked about soon, and why it is its turn: what it lacks, and when it was last asked about. */
export interface NextBook {
  readonly subject: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly empty: readonly string[];
  /** Left out: never. */
  readonly askedAt?: number;
  readonly result?: Stamp['result'];
}
/** The next day's share of the library, first things first, as it was when the library was last walked. */
export interface NextBooks {
  readonly at: number;
  readonly books: readonly NextBook[];
}

const latest = 'latest';

/** Of subjects that were walked by: those whose turn is next. */
function nextOf(
  subjects: Iterable<Subject>,
  stamps: ReadonlyMap<string, Stamp>,
  most: number,
): readonly NextBook[] {
  const choice = createChoice(stamps, most);
  for (const subject of subjects) choice.offer(subject);
  return choice.chosen().map((subject) => {
    const { id, title, creators } = subject;
    const stamp = stamps.get(id);
    return {
      subject: id,
      title,
      creators,
      empty: emptyFields(subject),
      ...(stamp && { askedAt: stamp.at, result: stamp.result }),
    };
  });
}

export async function keepNext(
  subjects: Iterable<Subject>,
  most: number,
  { shared, account, clock }: RunContext,
): Promise<void> {
  const books = nextOf(subjects, await stampsOf({ shared, account }), most);
  await createBookHistory(shared.records, account).next.put(latest, { at: clock.now(), books });
}

/** When each book was asked about, by its subject. */
export async function stampsOf({
  shared,
  account,
}: Pick<RunContext, 'shared' | 'account'>): Promise<ReadonlyMap<string, Stamp>> {
  const { stamps } = createBookHistory(shared.records, account);
  return new Map((await stamps.all()).map((stamp) => [stamp.subject, stamp]));
}

/** Nothing where no library was walked yet. */
export const nextBooks = ({
  next,
}: Pick<ReturnType<typeof createBookHistory>, 'next'>): Promise<NextBooks | undefined> =>
  next.get(latest);
