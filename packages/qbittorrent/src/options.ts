import { readOptions } from '@earmark/spec';
import { z } from 'zod';

export interface QbittorrentOptions {
  /** Of the web interface: `http://nas:8080`. */
  readonly baseUrl: string;
  /** Left out together with the password where the server asks nobody on this network. */
  readonly username?: string;
  readonly password?: string;
  /** From 5.2 on, in place of name and password: `qbt_…`. */
  readonly apiKey?: string;
  /** Where this machine has what the client calls otherwise: `{ '/downloads': '/mnt/nas/downloads' }`. The longest match holds. */
  readonly paths?: Readonly<Record<string, string>>;
}

const schema = z
  .strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }),
    username: z.string().min(1).exactOptional(),
    password: z.string().exactOptional(),
    apiKey: z.string().min(1).exactOptional(),
    paths: z.record(z.string().min(1), z.string().min(1)).exactOptional(),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    message: 'give username and password, or neither',
  })
  .refine(({ apiKey, username }) => apiKey === undefined || username === undefined, {
    message: 'give an apiKey or a username, not both',
  });

export interface Settings extends Omit<QbittorrentOptions, 'baseUrl'> {
  readonly base: URL;
}

export function settingsOf(options: QbittorrentOptions): Settings {
  const { baseUrl, ...rest } = readOptions(schema, options, 'createQbittorrentDownloader');
  return { ...rest, base: new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) };
}
