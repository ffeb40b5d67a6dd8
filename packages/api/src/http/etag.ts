import { createHash } from 'node:crypto';
import { refuse } from './problem.ts';

export const strongTag = (revision: number): string => `"${revision}"`;
export const weakTag = (revision: number): string => `W/"${revision}"`;
/** Of what is made of many rows: the same as long as it looks the same. */
export const contentTag = (content: object): string =>
  `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}"`;

/** The ETag that a change is meant for. 428 where none is given. */
export function ifMatchOf(request: Request): string {
  const given = request.headers.get('if-match');
  return (
    given?.trim() ??
    refuse(428, 'Say which state you change: send the ETag of what you read as If-Match.')
  );
}

/** Nothing is done to what is no longer as it was seen. `*` is any state: whoever sends it has decided so. */
export function requireMatch(etag: string, wanted: string | undefined): void {
  if (wanted?.trim() !== '*' && !isAmong(etag, wanted ?? ''))
    refuse(412, 'Someone changed it in the meantime: read it again first.');
}

export function isUnchanged(request: Request, etag: string): boolean {
  const given = request.headers.get('if-none-match');
  return given !== null && isAmong(etag, given);
}

/** A proxy that packs answers turns strong tags into weak ones: they are the same state. */
function isAmong(etag: string, tags: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return tags.split(',').some((tag) => bare(tag) === bare(etag));
}
