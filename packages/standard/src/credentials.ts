import {
  type ConfigContext,
  createSecrets,
  readSecretKey,
  type Secrets,
  type Store,
} from '@earmark/core';

/** What a source needs of an account: its name among the secrets, and the variable that wins over it. */
export const credentials: Readonly<Record<string, string>> = {
  'abs.token': 'EARMARK_ABS_TOKEN',
  'acoustid.apiKey': 'EARMARK_ACOUSTID_KEY',
  'discogs.token': 'EARMARK_DISCOGS_TOKEN',
  'googlebooks.apiKey': 'EARMARK_GOOGLE_BOOKS_KEY',
  'lastfm.apiKey': 'EARMARK_LASTFM_KEY',
  'mam.id': 'EARMARK_MAM_ID',
  'qbittorrent.key': 'EARMARK_QBITTORRENT_KEY',
  'qbittorrent.password': 'EARMARK_QBITTORRENT_PASSWORD',
  'spotify.clientId': 'EARMARK_SPOTIFY_ID',
  'spotify.clientSecret': 'EARMARK_SPOTIFY_SECRET',
};

export interface WithCredentials {
  readonly context: ConfigContext;
  /** Absent where the account keeps none: then no key is asked for, and none made. */
  readonly secrets?: Secrets;
}

/** The context with what the account keeps among its secrets, where the environment says nothing. */
export async function withCredentials(
  context: ConfigContext,
  store: Pick<Store, 'shared'>,
): Promise<WithCredentials> {
  const { account, env } = context;
  const { secrets: rows } = await store.shared();
  const names = await rows.names(account);
  if (names.length === 0) return { context };
  const key = await readSecretKey({ folder: context.state, env });
  const secrets = createSecrets({ rows, key });
  const kept: Record<string, string | undefined> = {};
  for (const [name, variable] of Object.entries(credentials))
    if (names.includes(name) && !env[variable]) kept[variable] = await secrets.get(account, name);
  return { context: { ...context, env: { ...env, ...kept } }, secrets };
}
