import type { Step } from './world.ts';

/** Longer than a server's scan of a large library on a busy machine. */
const patienceMs = 600_000;

export const refreshShelf: Step = async (_, { settings, run }) => {
  const { shelf } = settings;
  if (!shelf) return { to: 'scanned' };
  await shelf.refresh(run.context(shelf));
  return { to: 'scanned' };
};

/** By the folder, as tags say something else too often. */
export const locateBooks: Step = async (record, { settings, run }) => {
  const { shelf } = settings;
  if (!shelf) return { to: 'done' };
  const books = [];
  for (const book of record.books) {
    const subject = book.subject ?? (await shelf.locate(book.folder, run.context(shelf)));
    books.push(subject ? { ...book, subject } : book);
  }
  if (books.every(({ subject }) => subject !== undefined))
    return { to: 'located', with: { books } };
  const since = record.history.findLast(({ state }) => state === 'scanned')?.at ?? 0;
  if (run.clock.now() - since < patienceMs) return { wait: 'the server has not found it yet' };
  const absent = books.find(({ subject }) => subject === undefined)?.folder;
  return {
    held: `the server has not found ${absent} in ten minutes. Does its library have this folder, and is its path mapped?`,
  };
};
