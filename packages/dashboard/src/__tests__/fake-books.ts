// Audiobooks of the invented server: wishes, offers, downloads and how well its books are described.
const hour = 3_600_000;
const day = 24 * hour;
const ago = (ms: number) => Date.now() - ms;

const wish = (id: string, title: string, creators: readonly string[], more: object = {}) => ({
  id,
  title,
  creators,
  status: 'open',
  createdAt: ago(9 * day),
  ...more,
});
const offer = (id: string, more: object = {}) => ({
  id,
  wish: 'w1',
  finder: 'library-finder',
  url: 'https://books.example/t/77',
  title: 'The Lighthouse at the End of the Very Long Sentence, Unabridged',
  creators: ['Marisol Quintana'],
  narrators: ['Tom Ashgrove'],
  series: [],
  formats: ['m4b'],
  sizeBytes: 734_000_000,
  durationSeconds: 41_230,
  seeders: 41,
  free: true,
  abridged: false,
  score: 0.97,
  fits: true,
  why: [],
  seenAt: ago(hour),
  ...more,
});
const record = (id: string, title: string, state: string, more: object = {}) => ({
  id,
  wish: 'w9',
  title,
  creators: ['Marisol Quintana'],
  state,
  by: 'Ann',
  books: [],
  history: [{ state, at: ago(3 * hour) }],
  attempts: 1,
  ...more,
});
const counted = (at: number, share: number) => ({
  at,
  libraries: {
    Audiobooks: {
      books: 1204,
      filled: {
        narrator: Math.round(1204 * share),
        series: Math.round(1204 * share * 0.7),
        asin: Math.round(1204 * share * 0.9),
        publisher: 812,
        year: 1190,
      },
    },
  },
});

export const bookLists: Readonly<Record<string, () => object>> = {
  'books/status': () => ({
    configured: true,
    wishes: { open: 3, met: 12 },
    offers: { all: 4, fitting: 2 },
    records: { downloading: 1, held: 1, done: 2 },
    reviews: 7,
    lastRun: { run: 'run-1', at: ago(5 * hour), dryRun: false, phases: [] },
  }),
  'books/wishes': () => ({
    items: [
      wish('w1', 'The Lighthouse at the End', ['Marisol Quintana'], { searchedAt: ago(2 * hour) }),
      wish('w2', '', ['片山 恭一'], { series: '夜の図書館', searchedAt: ago(2 * hour) }),
      wish('w3', 'Letters to Nobody', ['Iris Vale'], { narrator: 'Anselm Roth' }),
    ],
  }),
  'books/searches': () => ({
    items: [
      {
        wish: 'w3',
        query: { title: 'Letters to Nobody', creators: ['Iris Vale'] },
        fault: 'The finder did not answer in time.',
        dueAt: ago(day),
      },
      {
        wish: 'w1',
        query: { title: 'The Lighthouse at the End', creators: ['Marisol Quintana'] },
        searchedAt: ago(2 * hour),
        found: { offers: 4, fit: 2 },
        dueAt: Date.now() + 18 * hour,
      },
    ],
  }),
  'books/next': () => ({
    at: ago(hour),
    items: [
      {
        subject: 'abs:1',
        title: 'Nine Winters',
        creators: ['Marisol Quintana'],
        empty: ['narrator', 'series'],
      },
      {
        subject: 'abs:2',
        title: 'Ashes, Ashes',
        creators: ['Iris Vale'],
        empty: [],
        askedAt: ago(9 * day),
        result: 'miss',
      },
    ],
  }),
  'books/offers': () => ({
    items: [
      offer('o1'),
      offer('o2', { formats: ['mp3'], sizeBytes: 512_000_000, free: false, score: 0.93 }),
      offer('o3', { abridged: true, fits: false, score: 0.91, why: ['it is abridged'] }),
      offer('o4', { fits: false, score: 0.62, seeders: 0, why: ['no one seeds all of it'] }),
    ],
  }),
  'books/records': () => ({
    items: [
      record('r1', 'Salt and Cinder', 'downloading'),
      record('r2', 'A Field Guide to Quiet', 'held', {
        reason: 'Its files are archives: unpack them.',
      }),
      record('r3', 'The Cartographer’s Daughter', 'linked', { seedUntil: Date.now() + 2 * day }),
      record('r4', 'Nine Winters', 'done'),
      record('r5', 'Ashes, Ashes', 'done'),
    ],
  }),
  'books/coverage': () => ({ items: [counted(ago(30 * day), 0.42), counted(ago(hour), 0.88)] }),
};
