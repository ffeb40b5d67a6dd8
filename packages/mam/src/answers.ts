import { type Fault, readAnswer } from '@earmark/core';
import { z } from 'zod';

const loose = z.union([z.string(), z.number(), z.boolean()]).nullish().catch(undefined);
const torrent = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: loose,
  name: loose,
  author_info: z.unknown().optional(),
  narrator_info: z.unknown().optional(),
  series_info: z.unknown().optional(),
  free: loose,
  vip: loose,
  fl_vip: loose,
  personal_freeleech: loose,
  my_snatched: loose,
  size: loose,
  numfiles: loose,
  seeders: loose,
  added: loose,
  isbn: loose,
  tags: loose,
  lang_code: loose,
  filetype: loose,
  description: loose,
  mediainfo: z.unknown().optional(),
});
export type Torrent = z.infer<typeof torrent>;

const found = z.object({ data: z.array(torrent) });
const nothing = z.object({ error: z.string().startsWith('Nothing returned') });
export const searchAnswer = z.union([found, nothing.transform(() => ({ data: [] }))]);

const number = z.coerce.number().nullish().catch(undefined);
export const userAnswer = z.object({
  username: z.string().min(1),
  classname: z.string().nullish(),
  uploaded_bytes: number,
  downloaded_bytes: number,
  unsat: z.object({ count: number, limit: number }).nullish().catch(undefined),
});

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'mam', what });

export const sessionHelp =
  'Make a new session under Preferences, Security on the site, for the address that this machine has, and set it as mamId (EARMARK_MAM_ID). Check that no other program uses it.';

/** It says 200 to strangers, with a page; 403 where session and address do not go together. */
export function faultOf(body: unknown, status: number): Fault | undefined {
  const text = typeof body === 'string' ? body.trimStart() : '';
  const isStranger = /not signed in|please log ?in|<form[^>]+login/i.test(text.slice(0, 20_000));
  if (status === 401 || status === 403 || isStranger)
    return { code: 'auth', message: `MyAnonamouse does not accept this session. ${sessionHelp}` };
  if (status >= 300 && status < 400)
    return {
      code: 'auth',
      message: `MyAnonamouse sends this session elsewhere, as it does with strangers. ${sessionHelp}`,
    };
  if (status < 200 || status >= 300) return undefined;
  if (text.startsWith('<') || /^error/i.test(text))
    return {
      code: 'bad-response',
      message: 'MyAnonamouse answered with a page or an error in place of data. Try later.',
    };
  const error = z.object({ error: z.string() }).safeParse(body);
  if (error.success && !error.data.error.startsWith('Nothing returned'))
    return { code: 'bad-response', message: `MyAnonamouse: ${error.data.error.slice(0, 200)}` };
  return undefined;
}
