import { type Check, must } from '../options/check.ts';
import type { Policy, Proposal } from '../spec.ts';
import { proposals } from './shapes.ts';

/** What a policy may propose: its own fields, each once for each target. */
export function proposalsFor({ fields }: Pick<Policy, 'fields'>): Check {
  return (value, path) => {
    proposals(value, path);
    const seen = new Set<string>();
    for (const { field, targets = ['all targets'] } of value as readonly Proposal[]) {
      must(fields.includes(field), `${path}: field`, `one of ${fields.join(', ')}`, field);
      for (const target of targets) {
        const about = JSON.stringify([field, target]);
        must(!seen.has(about), `${path}: ${field}`, `proposed once for ${target}`, 'twice');
        seen.add(about);
      }
    }
  };
}
