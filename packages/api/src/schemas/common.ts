import { z } from 'zod';

/** Schemas with a name of their own in the document. */
export const schemaNames = z.registry<{ readonly id: string }>();

export function named<T extends z.ZodType>(id: string, schema: T): T {
  schemaNames.add(schema, { id });
  return schema;
}

/** A whole number in a parameter, written in digits alone. */
export const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.int().min(from).max(to));
/** 0 to 1 in a parameter. */
export const share = z
  .string()
  .regex(/^(?:0|1|0?\.\d{1,9}|[01]\.\d{1,9})$/, 'is not a number from 0 to 1')
  .transform(Number)
  .pipe(z.number().min(0).max(1));
export const yesNo = z
  .enum(['true', 'false', '1', '0'])
  .transform((word) => word === 'true' || word === '1')
  .pipe(z.boolean());
/** Text that somebody searches for. */
export const searchText = z.string().max(256);
/** Milliseconds since 1970. */
export const instant = z.int().min(0).max(8.64e15);

export const id = z.string().regex(/^[^\s/\\]{1,200}$/u, 'is not an id');
export const accountName = z.string().min(1).max(63);
export const revision = z.int().min(0);

/** What a list with pages takes. */
export const paging = {
  limit: whole(1, 500).optional(),
  /** `next` of the page before. */
  after: z.string().max(4096).optional(),
  offset: whole(0, 100_000_000).optional(),
  count: yesNo.optional(),
  descending: yesNo.optional(),
};
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional(), total: z.int().optional() });

export const problemSchema = named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  }),
);

/** Values as plugins and journals keep them: their shape is theirs. */
export const anyJson = z.unknown();
