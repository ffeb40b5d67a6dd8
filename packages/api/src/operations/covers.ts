import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Browse, Earmark, FileRow, Sink, TagReader } from '@earmark/core';
import { z } from 'zod';
import { notThere, refuse } from '../http/problem.ts';
import { type Operation, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';

/** How many files of an album are looked into before it is said to have no cover. */
const mostFiles = 20;
/** It changes rarely, and a list shows many. */
const cached = 'private, max-age=600';

/** Told by the bytes: what a tag calls its picture is somebody's word. */
const kinds: readonly (readonly [mime: string, is: (bytes: Buffer) => boolean])[] = [
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (bytes) => bytes.subarray(0, 4).toString('latin1') === '\x89PNG'],
  ['image/gif', (bytes) => /^GIF8[79]a$/.test(bytes.subarray(0, 6).toString('latin1'))],
  ['image/webp', (bytes) => bytes.subarray(8, 12).toString('latin1') === 'WEBP'],
];

export function createCoverOperations({
  browse: browseOf,
  earmark: host,
}: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'getCover',
      method: 'GET',
      path: '/api/covers/{id}',
      summary: 'The picture of an album, as its files hold it',
      group: 'Albums',
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      params: z.object({ id }),
      answers: {
        200: { description: 'The picture', type: 'image/*', schema: z.string() },
        415: { description: 'What the file calls a picture is none that is shown' },
      },
      async handle({ params, account, earmark }) {
        const reader = readerOf(earmark);
        if (!reader?.readPicture) return notThere();
        const roots = await rootsOf(host, account);
        for (const { root, path } of await filesWithPictures(await browseOf(account), params.id)) {
          const folder = roots.get(root);
          const picture =
            folder && (await reader.readPicture(join(folder, path)).catch(() => undefined));
          if (!picture) continue;
          const bytes = Buffer.from(picture.bytes);
          const mime = kinds.find(([, is]) => is(bytes))?.[0];
          if (!mime) return refuse(415, 'This is no picture that can be shown.');
          return new Response(bytes, {
            headers: { 'content-type': mime, 'cache-control': cached },
          });
        }
        return notThere();
      },
    }),
  ];
}

function readerOf(earmark: Earmark): TagReader | undefined {
  return earmark.plugins.find(
    (plugin): plugin is Sink & { readonly reader: TagReader } =>
      plugin.kind === 'sink' && 'reader' in plugin && plugin.reader !== undefined,
  )?.reader;
}

async function filesWithPictures(browse: Browse, album: string): Promise<readonly FileRow[]> {
  if (!(await browse.album(album))) notThere();
  const { items } = await browse.files({ album, limit: mostFiles });
  return items.filter(({ pictures }) => pictures > 0);
}

/** Where this machine has the account's roots. */
async function rootsOf(earmark: Earmark, account: string): Promise<ReadonlyMap<string, string>> {
  const known = await (await earmark.shared()).roots(account);
  const here = known.filter(({ host }) => host === hostname());
  return new Map(here.map(({ id: root, path }) => [root, path]));
}
