import { existsSync } from 'node:fs';
import { EarmarkError, type Subject } from '@earmark/core';
import { placeOf } from '@earmark/standard';
import type { Host } from '../host/host.ts';
import { quoted } from '../output/quoted.ts';
import { decisionMeant } from '../review/find-decision.ts';
import { typedPath } from '../typed-path.ts';

export type Album = Pick<Subject, 'id' | 'title' | 'creators'>;

/** The album that somebody means: by its id, by a decision about it, or by its folder. */
export async function findAlbum(host: Host, text: string): Promise<Album> {
  const { earmark, roots, io } = host;
  const { journal, catalogue } = await earmark.store();
  const decided = (await journal.decision((await decisionMeant(host, text)) ?? text))?.decision
    .subject;
  const known = await journal.subject(decided ?? text);
  if (known) return known;
  const path = typedPath(text, io);
  const place = existsSync(path) ? placeOf(path, roots) : undefined;
  const albums = place
    ? await catalogue.albums({ root: place.id, folder: place.below, limit: 2 })
    : [];
  const [album, another] = albums;
  if (album && !another) return album;
  throw new EarmarkError('config', another ? several(path) : place ? unseen(path) : unknown(text));
}

const several = (path: string) =>
  `${path} holds several albums: give the id of one, as \`earmark review list --json\` has it`;
const unseen = (path: string) =>
  `No album in ${path} is known yet. If one lies there: earmark scan ${quoted(path)}`;
const unknown = (text: string) =>
  `Unknown album ${JSON.stringify(text)}: give its folder, its id, or a decision about it`;
