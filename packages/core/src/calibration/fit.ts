import { chain } from './chain.ts';
import { type CalibrationModel, calibrate } from './model.ts';
import { shippedModel } from './shipped.ts';

/** One decision that somebody judged. */
export interface Judged {
  /** 0 to 1, as the policy gave it. */
  readonly belief: number;
  readonly right: boolean;
}

/**
 * The model for an installation: what its people decided, over what was shipped. Without samples it is the shipped
 * one. People judge confidences, so it is these that are learned: one review moves nothing that a person would
 * notice, ten bend the line a little, and a thousand replace it.
 */
export function fitModel(
  samples: readonly Judged[],
  prior: CalibrationModel = shippedModel('any'),
): CalibrationModel {
  if (samples.length === 0) return prior;
  const opinions = grid.map((height) => block(height, height, priorWeight));
  const heard = samples.flatMap(({ belief, right }) => split(calibrate(belief, prior), right));
  return chain(prior, regress([...opinions, ...heard]));
}

/** As how many judged decisions the shipped model counts at every height of confidence. */
const priorWeight = 20;

/** Denser where the bands are decided. */
const grid = [
  0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99,
  0.995, 0.998, 1,
];
/** One decision between two heights of the grid counts for both, for the nearer one more. */
function split(height: number, right: boolean): readonly Block[] {
  const upper = grid.find((each) => each >= height) ?? 1;
  const lower = grid.findLast((each) => each <= height) ?? 0;
  const share = upper === lower ? 1 : (height - lower) / (upper - lower);
  const pieces = [block(lower, right ? 1 : 0, 1 - share), block(upper, right ? 1 : 0, share)];
  return pieces.filter(({ weight }) => weight > 0);
}

/** What many known answers say by themselves, with no opinion beforehand: a model to ship. */
export function fitIsotonic(samples: readonly Judged[]): CalibrationModel {
  const known = samples.filter(({ belief }) => belief >= 0 && belief <= 1);
  return regress(known.map(({ belief, right }) => block(belief, right ? 1 : 0, 1)));
}

/** Isotonic regression (pool adjacent violators): the line that never falls and fits best. */
function regress(blocks: readonly Block[]): CalibrationModel {
  const sorted = blocks.toSorted((a, b) => a.from - b.from);
  const points = pool(joinTies(sorted)).flatMap(({ from, to, right }) => {
    const share = round(clip(right));
    const [first, last] = [round(from), round(to)];
    return first === last
      ? [[first, share] as const]
      : [[first, share] as const, [last, share] as const];
  });
  return { points };
}

/** Nothing is certain, whatever few samples say. */
const surest = 0.998;

/** Decisions of neighbouring beliefs that are right equally often, as far as can be told. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly right: number;
  readonly weight: number;
}

function block(at: number, right: number, weight: number): Block {
  return { from: at, to: at, right, weight };
}

/** One block for all decisions of one belief: in which order they came means nothing. */
function joinTies(sorted: readonly Block[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const next of sorted) {
    const last = blocks.at(-1);
    if (last?.from === next.from) blocks.splice(-1, 1, join(last, next));
    else blocks.push(next);
  }
  return blocks;
}

/** Neighbours that would fall are joined until none does. */
function pool(blocks: readonly Block[]): readonly Block[] {
  const rising: Block[] = [];
  for (const next of blocks) {
    let block = next;
    let last = rising.at(-1);
    while (last !== undefined && last.right >= block.right) {
      rising.pop();
      block = join(last, block);
      last = rising.at(-1);
    }
    rising.push(block);
  }
  return rising;
}

function join(a: Block, b: Block): Block {
  const weight = a.weight + b.weight;
  return {
    from: a.from,
    to: b.to,
    right: (a.right * a.weight + b.right * b.weight) / weight,
    weight,
  };
}

function clip(share: number): number {
  return Math.min(surest, Math.max(1 - surest, share));
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
