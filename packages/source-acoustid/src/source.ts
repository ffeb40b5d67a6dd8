import { EarmarkError, type Finding, type PluginContext, type Source } from '@earmark/core';
import { agreed } from './agree.ts';
import { faultOf } from './answers.ts';
import { installFpcalc, versionOf } from './fpcalc.ts';
import { lookUp } from './look-up.ts';
import { type AcoustIdOptions, type Settings, settingsOf } from './options.ts';

export const name = 'acoustid';

/**
 * AcoustID: what music is by its sound. It answers about tracks that `fingerprint()` has listened to (their
 * `ids.essence`), and knows nothing of the others.
 */
export function createAcoustIdSource(options: AcoustIdOptions): Source {
  const settings = settingsOf(options);
  return {
    spec: 1,
    kind: 'source',
    name,
    weight: settings.weight,
    answers: ['album', 'track'],
    hosts: { [settings.url.host]: { requests: 3, perMs: 1000 } },
    async find(query, ctx) {
      const heard = await lookUp(query, settings, ctx);
      return agreed(heard, query.tracks?.length ?? 0);
    },
    async check(ctx) {
      return [await aboutFpcalc(settings, ctx), await aboutService(settings, ctx)];
    },
  };
}

async function aboutFpcalc({ fpcalc }: Settings, { signal }: PluginContext): Promise<Finding> {
  try {
    return { level: 'ok', text: await versionOf(fpcalc, signal) };
  } catch (error) {
    if (!EarmarkError.is(error, 'config')) throw error;
    return { level: 'failure', text: `${fpcalc} cannot be started`, fix: installFpcalc };
  }
}

/** Any AcoustID will do: an unknown key is refused before it is looked at. */
async function aboutService({ url, apiKey }: Settings, { http }: PluginContext): Promise<Finding> {
  const form = new URLSearchParams({
    client: apiKey,
    format: 'json',
    trackid: '9ff43b6a-4f16-427c-93c2-92307ca505e0',
  });
  await http.json(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    fault: faultOf,
  });
  return { level: 'ok', text: `${url.host} answers and takes the key` };
}
