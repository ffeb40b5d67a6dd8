import { createHash } from 'node:crypto';

/** Of subject, field and value: what was rejected once can be told again in any later run. */
export function decisionId(subject: string, field: string, after: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, field, after]))
    .digest('hex')
    .slice(0, 20);
}
