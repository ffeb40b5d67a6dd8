import { noticeLists } from './fake-notices.ts';

// Lists that the invented server gives as they stand, by their path.
export const lists: Readonly<Record<string, () => object>> = {
  people: () => ({
    items: [
      { id: 'p1', name: 'Ann', admin: true, disabled: false },
      { id: 'p2', name: 'Ben', admin: false, disabled: false },
    ],
    memberships: [
      { person: 'p1', account: '*', role: 'owner' },
      { person: 'p2', account: 'ben', role: 'viewer' },
    ],
  }),
  keys: () => ({
    items: [
      {
        id: 'k1',
        name: 'Backup script',
        scopes: ['read'],
        accounts: ['ann'],
        expiresAt: Date.now() + 5e9,
        lastUsed: { at: Date.now() - 7e6 },
      },
    ],
  }),
  sessions: () => ({
    items: [
      {
        id: 's1',
        seenAt: Date.now() - 1e5,
        address: '127.0.0.1',
        agent: 'Firefox on Linux',
        current: true,
      },
      {
        id: 's2',
        seenAt: Date.now() - 9e8,
        address: '192.0.2.7',
        agent: 'Safari on iPhone',
        current: false,
      },
    ],
  }),
  audit: () => ({
    items: [
      {
        seq: 2,
        at: Date.now() - 1e6,
        person: 'Ann',
        what: 'run-started',
        account: 'ann',
        target: 'run-0',
        address: '127.0.0.1',
      },
      {
        seq: 1,
        at: Date.now() - 2e6,
        key: 'k1',
        what: 'key-created',
        target: 'k1',
        address: '127.0.0.1',
      },
    ],
  }),
  workers: () => ({
    items: [{ worker: 'nas-41', jobs: [{ id: 'j1', topic: 'transcode', key: 'An Album' }] }],
  }),
  jobs: () => ({
    items: [
      { id: 'j1', topic: 'tag', status: 'active', progress: 0.4 },
      {
        id: 'j2',
        topic: 'transcode',
        status: 'failed',
        fault: { code: 'io', message: 'The disk is full: /music.' },
      },
    ],
  }),
  leases: () => ({
    items: [
      {
        id: 'l1',
        of: 'account',
        holder: { host: 'nas', pid: 4711, account: 'ann' },
        since: Date.now() - 9e4,
        beatAt: Date.now() - 2e3,
        state: 'held',
      },
      {
        id: 'l2',
        of: 'file',
        target: 'music:Fatoumata Keïta Trio/1998 - Distant Dreams/01 Distant Dreams.flac',
        holder: { host: 'attic', pid: 12, account: 'ann' },
        since: Date.now() - 9e6,
        beatAt: Date.now() - 8e6,
        state: 'stale',
      },
    ],
  }),
  locks: () => ({
    items: [
      {
        subject: 'album-3',
        title: 'Distant Dreams',
        field: 'year',
        by: 'Ann',
        at: Date.now() - 4e5,
      },
    ],
  }),
  transcodes: () => ({
    items: [{ id: 'j1', topic: 'transcode', status: 'active', progress: 0.4 }],
  }),
  views: () => ({
    items: [
      { name: 'Jazz by year', query: 'genre=Jazz&sort=year' },
      { name: 'Needs an answer', query: 'state=manual' },
    ],
  }),
  ...noticeLists,
  backups: () => ({
    items: [1, 8, 30].map((days) => ({
      id: `backup-${days}`,
      at: Date.now() - days * 86_400_000,
      bytes: 48_300_000 - days * 400_000,
    })),
    staged: true,
  }),
  genres: () => ({
    items: [
      { name: 'Electronic', parents: [], aliases: ['Electronica'] },
      { name: 'House', parents: ['Electronic'], aliases: [] },
      { name: 'Deep House', parents: ['House'], aliases: [] },
      { name: 'Jazz', parents: [], aliases: [] },
    ],
  }),
  settings: () => ({
    ...settings,
    calendars: ['Family'],
    quietHours: [{ from: '22:00', to: '07:00' }],
  }),
  'calendar/events': () => {
    const evening = new Date().setHours(18, 0, 0, 0) + 86_400_000;
    const event = (summary: string, start: number, hours: number) => ({
      calendar: 'Family',
      summary,
      start,
      end: start + hours * 3_600_000,
      categories: [],
      allDay: false,
    });
    return {
      items: [event('Kids’ concert', evening, 4), event('Film night', evening + 3 * 86_400_000, 9)],
    };
  },
  quality: () => {
    const kind = (name: string, severity: string, issues: number, fixes: number) => ({
      kind: name,
      severity,
      issues,
      fixes,
      points: 5,
      meaning: name,
    });
    return {
      last: { run: 'run-3', at: Date.now() - 8e6, score: 91.4, albums: 2144, files: 25_310 },
      kinds: [
        kind('broken-file', 'error', 3, 0),
        kind('mojibake', 'warning', 41, 41),
        kind('missing-field', 'warning', 380, 0),
        kind('untidy-spaces', 'info', 17, 17),
        kind('missing-art', 'info', 122, 0),
        kind('all-caps', 'info', 0, 0),
      ],
      history: [74, 78.5, 78.2, 84, 88.1, 91.4].map((score, index) => ({
        run: `run-${9 - index}`,
        at: Date.now() - (6 - index) * 6e8,
        score,
        issues: 900 - index * 120,
      })),
    };
  },
  'quality/issues': () => ({
    items: [3, 11, 19].map((index) => ({
      id: `issue-${index}`,
      kind: 'mojibake',
      severity: 'warning',
      subject: `album-${index}`,
      title: `Album ${index}`,
      field: 'title',
      evidence: 'MÃ¶rder und Helden <b>',
      files: 1,
      fixable: true,
    })),
  }),
  'learning/stats': () => ({ samples: 412, acceptedShare: 0.93 }),
  'learning/confidence': () => ({
    bins: [0.55, 0.65, 0.75, 0.85, 0.95].map((believed, index) => ({
      samples: 20 + index * 40,
      believed,
      right: believed - 0.02,
    })),
  }),
  'albums/histogram': () => ({
    bins: [0, 0, 2, 4, 4, 9, 8, 12, 20, 22, 31, 40, 44, 61, 80, 92, 130, 210, 380, 995],
  }),
};

export const settings = {
  batchSize: 250,
  intervalMinutes: 15,
  cron: null,
  timeZone: 'Europe/Berlin',
  enabled: true,
  priority: 5,
  quietHours: [],
  hours: [],
  calendars: [],
  genres: { prefer: [], avoid: ['Pop'] },
  bands: null,
  notices: false,
};

export const comparison = {
  same: 1990,
  different: 12,
  onlyOne: 3,
  onlyOther: 5,
  more: false,
  items: [
    {
      subject: 'album-3',
      title: 'Fatoumata Keïta Trio – Distant Dreams',
      field: 'genre',
      one: { after: ['Ambient'], confidence: 0.81, band: 'review' },
      other: { after: ['Ambient', 'House'], confidence: 0.97, band: 'auto' },
    },
    {
      subject: 'album-11',
      title: 'Nadia Vale – Lunar Letters',
      field: 'genre',
      other: { after: ['Dub'], confidence: 0.9, band: 'review' },
    },
  ],
};

export const settingsPreview = {
  looked: 2010,
  more: false,
  changed: 34,
  bands: {
    auto: { came: 30, left: 0 },
    review: { came: 4, left: 30 },
    manual: { came: 0, left: 4 },
    unchanged: { came: 0, left: 0 },
  },
  otherValues: 2,
  expectedWrong: 2.7,
  examples: [
    {
      subject: 'album-3',
      title: 'Fatoumata Keïta Trio – Distant Dreams',
      field: 'genre',
      confidence: 0.81,
      from: { band: 'review', after: ['Ambient', 'Pop'] },
      to: { band: 'auto', after: ['Ambient'] },
    },
  ],
};
