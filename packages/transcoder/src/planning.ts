import { randomUUID } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import { type Change, EarmarkError, type Plan, type PlanContext } from '@earmark/core';
import { costsOf } from './costs.ts';
import { estimateBytes } from './estimate.ts';
import type { Tools } from './ffmpeg/run.ts';
import { fingerprintOf, isThere, originalAt } from './files/identity.ts';
import { placeOf } from './files/places.ts';
import { knownProbe } from './known-probe.ts';
import { planDataToJson } from './plan-data.ts';
import { containers } from './profiles/containers.ts';
import type { Profile } from './profiles/profile.ts';
import { diffOf } from './streams/conform.ts';
import { routeOf } from './streams/route.ts';

export function profileNamed(profiles: ReadonlyMap<string, Profile>, name: string): Profile {
  const profile = profiles.get(name);
  if (profile) return profile;
  throw new EarmarkError(
    'config',
    `Unknown profile "${name}". Valid profiles: ${[...profiles.keys()].join(', ')}`,
  );
}

/** Looks at the file and says what would become of it. Reads only. */
export async function planMedia(
  change: Change,
  profiles: ReadonlyMap<string, Profile>,
  tools: Tools,
  ctx: PlanContext,
): Promise<Plan> {
  const { target } = change;
  if (change.kind !== 'media')
    throw new EarmarkError(
      'unsupported',
      `transcode: ${target} is not changed as ${change.kind} here`,
    );
  const profile = profileNamed(profiles, change.profile);
  const { folder, name, path } = await placeOf(target, ctx.roots);
  const original = await originalAt(path);
  if (!original)
    throw new EarmarkError('not-found', `there is no ${path}: it was moved, or is done already`);
  const fingerprint = fingerprintOf(original);
  const probe = await knownProbe(target, path, original, tools, ctx);
  const route = routeOf(probe, profile, path);
  const diff = diffOf(probe, route, profile);
  const base = { id: randomUUID(), change, diff, fingerprint };
  if (diff.length === 0) return base;
  const after = { name: nameAfter(name, profile) };
  if (after.name !== name && (await isThere(join(folder, after.name))))
    throw new EarmarkError(
      'conflict',
      `${join(folder, after.name)} is already there: move it away, or transcode elsewhere`,
    );
  const estimate = estimateBytes(probe, route, profile);
  const costs = costsOf(probe, route, profile, estimate);
  const before = { name, ...original };
  const data = planDataToJson({ before, after, probe, estimateBytes: estimate });
  return { ...base, ...(costs.length > 0 ? { costs } : {}), data };
}

function nameAfter(name: string, { container }: Profile): string {
  const { extension, keeps } = containers[container];
  const now = extname(name);
  return keeps.includes(now.toLowerCase()) ? name : basename(name, now) + extension;
}
