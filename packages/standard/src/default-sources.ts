import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigContext, EarmarkError, type Source } from '@earmark/core';

/** Where `earmark index build` puts an index, and where it is looked for. */
export const indexFile = (state: string, source: 'musicbrainz' | 'discogs') =>
  join(state, 'indexes', `${source}.db`);

export const isOnline = ({ hosts }: Source) => Object.keys(hosts ?? {}).length > 0;

export const userAgent = (contact: string | undefined) =>
  contact ? `Earmark/0.1 ( ${contact} )` : 'Earmark/0.1';

/**
 * A source that needs a key is there when its key is (see `earmark doctor`), and one that has an index when that is
 * built. Where both are, the index goes first.
 */
export async function defaultSources(context: ConfigContext): Promise<readonly Source[]> {
  const sources = [
    await musicbrainz(context),
    await discogs(context),
    ...(context.offline ? [] : await onlineSources(context)),
  ];
  return sources.filter((source) => source !== undefined);
}

async function musicbrainz({ env, state, offline }: ConfigContext): Promise<Source | undefined> {
  const { EARMARK_CONTACT: contact, EARMARK_MUSICBRAINZ_URL: baseUrl } = env;
  const live =
    offline || !(contact || baseUrl)
      ? undefined
      : (await import('@earmark/source-musicbrainz')).createMusicBrainzSource({
          ...(contact ? { contact } : {}),
          ...(baseUrl ? { baseUrl } : {}),
        });
  const file = indexFile(state, 'musicbrainz');
  if (!existsSync(file)) return live;
  const { createIndexFirstSource, createMusicBrainzIndexSource } = await import(
    '@earmark/source-musicbrainz/index'
  );
  const index = createMusicBrainzIndexSource({ file });
  return createIndexFirstSource({ name: 'musicbrainz', index, live });
}

async function discogs({ env, state, offline }: ConfigContext): Promise<Source | undefined> {
  const { EARMARK_DISCOGS_TOKEN: token, EARMARK_CONTACT: contact } = env;
  const live =
    offline || !token
      ? undefined
      : (await import('@earmark/source-discogs')).createDiscogsSource({
          token,
          userAgent: userAgent(contact),
        });
  const file = indexFile(state, 'discogs');
  if (!existsSync(file)) return live;
  const { createIndexFirstSource, createDiscogsIndexSource } = await import(
    '@earmark/source-discogs/index'
  );
  const index = createDiscogsIndexSource({ file });
  return createIndexFirstSource({ name: 'discogs', index, live });
}

const yes = ['on', 'yes', 'true', '1'];
const no = ['off', 'no', 'false', '0', ''];

/** A word that is neither is a mistake, and no silent no. */
function isOn(variable: string, text = ''): boolean {
  const word = text.trim().toLowerCase();
  if (yes.includes(word)) return true;
  if (no.includes(word)) return false;
  throw new EarmarkError('config', `${variable} must be on or off, not ${text}`);
}

async function onlineSources({ env }: ConfigContext): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const { EARMARK_LASTFM_KEY: apiKey } = env;
  if (apiKey) {
    const { createLastfmSource } = await import('@earmark/source-lastfm');
    sources.push(createLastfmSource({ apiKey }));
  }
  const { EARMARK_SPOTIFY_ID: clientId, EARMARK_SPOTIFY_SECRET: clientSecret } = env;
  if (clientId && clientSecret) {
    const { createSpotifySource } = await import('@earmark/source-spotify');
    sources.push(createSpotifySource({ clientId, clientSecret }));
  }
  if (isOn('EARMARK_DEEZER', env.EARMARK_DEEZER)) {
    const { createDeezerSource } = await import('@earmark/source-deezer');
    sources.push(createDeezerSource());
  }
  const { EARMARK_ACOUSTID_KEY: acoustId } = env;
  if (acoustId) {
    const { createAcoustIdSource } = await import('@earmark/source-acoustid');
    sources.push(createAcoustIdSource({ apiKey: acoustId }));
  }
  return sources;
}
