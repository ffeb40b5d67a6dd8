import { EarmarkError, type Notifier } from '@earmark/spec';

export interface SampleNotifierOptions {
  /** Where notices are posted. */
  readonly url: string;
  readonly token: string;
}

export function createSampleNotifier(options: SampleNotifierOptions): Notifier {
  const { url, token, ...unknown } = options;
  const [other] = Object.keys(unknown);
  if (other !== undefined || !URL.canParse(url))
    throw new EarmarkError('config', `createSampleNotifier: check ${other ?? `url (${url})`}`);
  const place = new URL('/notices', url);
  return {
    spec: 1,
    kind: 'notifier',
    name: 'sample',
    hosts: { [place.host]: { requests: 5, perMs: 1000 } },
    async notify({ title, text, level, url: link }, { http }) {
      await http.request(place, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title, text, level, link }),
      });
    },
  };
}
