import { EarmarkError, type PluginContext, toFault } from '@earmark/core';
import type { Offered } from './addresses.ts';
import { type Picture, wholePicture } from './whole-picture.ts';

/**
 * The picture at an address. Undefined where there is none, or what is there is no picture: both are answers.
 * An outage throws.
 */
export async function fetchPicture(
  { source, url }: Offered,
  { http, log }: PluginContext,
): Promise<Picture | undefined> {
  try {
    const answer = await http.request(url, { cacheMs: 0, headers: { accept: 'image/*' } });
    const picture = wholePicture(await answer.bytes());
    if (!picture) log.warn('what the source sent is not a picture', { source, url: url.href });
    return picture;
  } catch (error) {
    if (EarmarkError.is(error, 'not-found')) return undefined;
    // Too large, a circle of redirects, a host that was not foreseen: it will be the same next time.
    if (!EarmarkError.is(error, 'bad-response', 'config')) throw error;
    log.warn('a picture is passed by', { source, url: url.href, fault: toFault(error) });
    return undefined;
  }
}
