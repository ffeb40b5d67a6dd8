const notice = (kind: string, title: string, text: string, ago: number) => ({
  kind,
  level: 'warning',
  title,
  text,
  key: kind,
  account: 'ann',
  at: Date.now() - ago,
});

/** What the invented server says of notices. */
export const noticeLists: Readonly<Record<string, () => object>> = {
  notices: () => ({
    items: [
      { name: 'email', failures: 0, sentAt: Date.now() - 3e6 },
      {
        name: 'ntfy',
        failures: 3,
        failedAt: Date.now() - 2e5,
        fault: { code: 'network', message: 'ntfy: the server does not answer' },
      },
    ],
  }),
  'notices/rules': () => ({
    items: [
      {
        name: 'email-1',
        notifier: 'email',
        person: 'Ann',
        kinds: ['needs-review', 'failures'],
        daily: '18:00',
        quiet: [{ from: '22:00', to: '07:00' }],
        timeZone: 'Europe/Berlin',
      },
      { name: 'ntfy-1', notifier: 'ntfy' },
    ],
  }),
  'notices/outbox': () => ({
    items: [
      {
        id: 'n1',
        notifier: 'email',
        state: 'waiting',
        dueAt: Date.now() + 9e6,
        attempts: 0,
        notice: notice('needs-review', '118 decisions wait for you', 'Account ann', 4e6),
      },
      {
        id: 'n2',
        notifier: 'ntfy',
        state: 'failed',
        dueAt: Date.now() - 1e5,
        attempts: 8,
        fault: { code: 'auth', message: 'ntfy: the token was refused' },
        notice: notice('failures', 'A run failed', 'The disk is full: /music', 9e7),
      },
      {
        id: 'n3',
        notifier: 'ntfy',
        state: 'unknown',
        dueAt: Date.now() - 1e6,
        attempts: 1,
        notice: notice('run-ended', 'A run has ended', '214 albums, 31 changes', 2e8),
      },
    ],
  }),
};
