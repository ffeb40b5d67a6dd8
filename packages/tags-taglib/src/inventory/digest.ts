import { createHash } from 'node:crypto';

export interface InventoryEntry {
  readonly key: string;
  readonly digest: string;
}
export function digestOf(content: Uint8Array | string): string {
  return createHash('sha1').update(content).digest('base64url');
}
export const entry = (key: string, content: Uint8Array | string): InventoryEntry => ({
  key,
  digest: digestOf(content),
});
