import { z as zod } from 'zod';

/**
 * zod as one file and without its messages in fifty languages, which is most of what importing it costs: what all
 * packages of Earmark load when they are built (see `tsup.base.ts`). Types are zod's own; import those from `zod`.
 */
export const z: unknown = zod;
