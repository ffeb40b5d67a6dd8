import { z } from 'zod';

/** One address, never a list: what looks like more could be delivered to more. */
const address = z
  .string()
  .regex(
    /^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    'must be one e-mail address',
  );

export const emailOptions = z.strictObject({
  host: z.string().min(1),
  /** 465 speaks TLS from the start; every other port has to offer STARTTLS. Default 587. */
  port: z.int().min(1).max(65_535).default(587),
  user: z.string().min(1).exactOptional(),
  /** Of an app, where the provider has such: Google and Microsoft refuse the account's own. */
  password: z.string().min(1).exactOptional(),
  from: address,
  to: z.array(address).min(1).max(20),
  /** A certificate of your own authority, as PEM. */
  ca: z.string().exactOptional(),
  /** For a server on this machine that speaks no TLS. Never used for another host. */
  plainOnLoopback: z.boolean().default(false),
  /** For each step of the conversation. Default 15,000. */
  timeoutMs: z.int().min(100).max(120_000).default(15_000),
});
export type EmailSettings = z.output<typeof emailOptions>;
export type EmailOptions = z.input<typeof emailOptions>;
