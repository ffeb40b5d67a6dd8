import { readAnswer } from '@earmark/spec';
import { z } from 'zod';

const text = z.string().nullish();
const info = z.object({
  hash: z.string(),
  infohash_v1: text,
  infohash_v2: text,
  name: z.string(),
  state: z.string(),
  progress: z.number(),
  amount_left: z.number(),
  size: z.number(),
  category: text,
  tags: text,
  save_path: z.string(),
  content_path: text,
  download_path: text,
  seeding_time: z.number().nullish(),
});
export const infoList = z.array(info);
export type Info = z.infer<typeof info>;

const file = z.object({ name: z.string(), size: z.number(), priority: z.number() });
export const fileList = z.array(file);

export const trackerList = z.array(
  z.object({ url: z.string(), status: z.coerce.number(), msg: text }),
);

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'qbittorrent', what });
