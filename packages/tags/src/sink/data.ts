import { EarmarkError, type Json } from '@earmark/core';
import type { CoverWish, Expected } from '../pool/protocol.ts';

/** A step from one state of a file to another, as plans (there) and receipts (back) carry it. */
export interface Step {
  readonly format: string;
  readonly patch: string;
  readonly backwards: boolean;
  readonly from: Expected;
  readonly to: Expected;
  /** The front cover that the step takes away or replaces, for a way back that is not byte for byte. */
  readonly cover?: CoverWish;
}

export function stepToJson({ format, patch, backwards, from, to, cover }: Step): Json {
  const step = { format, patch, backwards, from: { ...from }, to: { ...to } };
  return cover === undefined ? step : { ...step, cover: cover === 'remove' ? cover : { ...cover } };
}

/** Undefined where there was nothing to do. */
export function stepFrom(json: Json | undefined, what: string): Step | undefined {
  if (json === undefined) return undefined;
  if (isStep(json)) return json;
  throw new EarmarkError('internal', `${what} was not made by this version of the sink tags`);
}

/** The way back fits any file with these bytes: a copy has another inode and time. */
export function back({ format, patch, backwards, from, to, cover }: Step): Step {
  return {
    ...(cover === undefined ? {} : { cover }),
    format,
    patch,
    backwards: !backwards,
    from: { size: to.size, digest: to.digest },
    to: { size: from.size, digest: from.digest },
  };
}

function isStep(json: unknown): json is Step {
  return (
    isObject(json) &&
    typeof json.format === 'string' &&
    typeof json.patch === 'string' &&
    typeof json.backwards === 'boolean' &&
    isExpected(json.from) &&
    isExpected(json.to)
  );
}
function isExpected(json: unknown): json is Expected {
  return isObject(json) && typeof json.size === 'number' && typeof json.digest === 'string';
}
function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}
