import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
/** It becomes a header: no space, and above all no line break. */
const token = z.string().regex(/^[\x21-\x7e]+$/, 'has characters that no token has');
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .exactOptional();

/** One strict form for each service: an option of another one is refused by name. */
export const webhookOptions = z.discriminatedUnion('service', [
  z.strictObject({
    service: z.literal('discord'),
    /** As Discord shows it under "Copy Webhook URL". A secret. */
    url,
    /** Forum channels need it. */
    threadId: z.string().regex(/^\d+$/).exactOptional(),
    name,
  }),
  z.strictObject({
    service: z.literal('ntfy'),
    url: url.default('https://ntfy.sh'),
    /** On a public server whoever knows it can read along. */
    topic: z.string().regex(/^[\w-]{1,64}$/),
    token: token.exactOptional(),
    name,
  }),
  z.strictObject({ service: z.literal('gotify'), url, token, name }),
  z.strictObject({
    service: z.literal('apprise'),
    url,
    /** Of a configuration that the Apprise server keeps. */
    key: z.string().regex(/^[\w-]{1,64}$/),
    tag: z.string().min(1).exactOptional(),
    name,
  }),
  z.strictObject({
    service: z.literal('standard'),
    url,
    /** `whsec_` and base64 of 24 to 64 bytes. While one is being replaced, both: each signs. */
    secrets: z
      .array(z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/))
      .min(1)
      .max(4),
    name,
  }),
]);
export type WebhookSettings = z.output<typeof webhookOptions>;
