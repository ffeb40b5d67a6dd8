/** 20 px line icons, drawn here: paths of a 24 px grid. */
const paths = {
  overview: 'M4 4h7v7H4zM13 4h7v4h-7zM13 11h7v9h-7zM4 14h7v6H4z',
  albums: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  books: 'M5 4h5a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zM19 4h-5a2 2 0 0 0-2 2v14a2 2 0 0 1 2-2h5z',
  wishes: 'M6 4h12v17l-6-4.5L6 21z',
  review: 'M4 12l5 5L20 6',
  quality: 'M12 3l8 3v6c0 5-3.4 7.8-8 9-4.6-1.2-8-4-8-9V6z',
  runs: 'M6 4l14 8-14 8z',
  workers: 'M4 5h16v5H4zM4 14h16v5H4zM8 7.5h.01M8 16.5h.01',
  schedule: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  genres: 'M12 4v5M12 9H6v4M12 9h6v4M4 13h4v4H4zM10 17h4v4h-4zM16 13h4v4h-4zM12 13v4',
  confidence: 'M4 20V4M4 20h16M8 20v-6M12 20V9M16 20v-9M20 20V6',
  accounts: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 5.5a3 3 0 0 1 0 6M18 15c2 .6 3 2.4 3.5 5',
  notices: 'M6 10a6 6 0 1 1 12 0c0 5 2 6 2 6H4s2-1 2-6zM10 20h4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  backups: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  audit: 'M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4',
  close: 'M6 6l12 12M18 6L6 18',
  grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  rows: 'M4 6h16M4 12h16M4 18h16',
  locks: 'M7 9a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 13h10M17 13v4M21 13v3',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  undo: 'M9 7L4 12l5 5M4 12h10a6 6 0 0 1 0 12',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  ascending: 'M7 20V5M3.5 8.5L7 5l3.5 3.5M13 7h4M13 12h6M13 17h8',
  descending: 'M7 4v15M3.5 15.5L7 19l3.5-3.5M13 7h8M13 12h6M13 17h4',
  filter: 'M4 6h16M7 12h10M10 18h4',
  stop: 'M6 6h12v12H6z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5',
  plus: 'M12 5v14M5 12h14',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: whatever it means is also said in words. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
