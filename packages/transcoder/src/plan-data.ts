import { EarmarkError, type Json, type Plan } from '@earmark/core';
import type { MediaProbe } from './ffmpeg/probe.ts';
import type { Original } from './files/identity.ts';

/** The sink's own notes in a plan. */
export interface PlanData {
  /** Names in the target's folder. */
  readonly before: Original & { readonly name: string };
  readonly after: { readonly name: string };
  readonly probe: MediaProbe;
  readonly estimateBytes: number;
}

export const planDataToJson = (data: PlanData): Json => JSON.parse(JSON.stringify(data));

/** Undefined where nothing has to change. */
export function planDataOf({ id, data }: Pick<Plan, 'id' | 'data'>): PlanData | undefined {
  if (data === undefined) return undefined;
  if (isPlanData(data)) return data;
  throw new EarmarkError('internal', `the plan ${id} was not made by this version of the sink`);
}

function isPlanData(json: unknown): json is PlanData {
  return (
    typeof json === 'object' &&
    json !== null &&
    'before' in json &&
    'after' in json &&
    'probe' in json &&
    'estimateBytes' in json
  );
}

/** Bytes before and, about, after: for tables of what would be saved. Undefined where nothing changes. */
export function estimateOf(
  plan: Plan,
): { readonly before: number; readonly after: number } | undefined {
  const data = planDataOf(plan);
  return data && { before: data.before.size, after: data.estimateBytes };
}
