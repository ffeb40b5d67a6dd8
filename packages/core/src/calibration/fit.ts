import { type CalibrationModel, calibrate } from './model.ts';
import { shippedModel } from './shipped.ts';

/** One decision that somebody judged. */
export interface Judged {
  /** 0 to 1, as the policy gave it. */
  readonly belief: number;
  readonly right: boolean;
}

/** The model for an installation: what its people decided, over what was shipped. Without samples it is the shipped one. */
export function fitModel(
  samples: readonly Judged[],
  prior: CalibrationModel = shippedModel('any'),
): CalibrationModel {
  return samples.length === 0 ? prior : fitIsotonic(samples, prior);
}

/**
 * Isotonic regression (pool adjacent violators): the line that never falls and fits best. The prior counts as
 * `priorWeight` judged decisions at every height of belief: with the default one review moves nothing that a person
 * would notice, ten bend the line a little, and a thousand replace it.
 */
export function fitIsotonic(
  samples: readonly Judged[],
  prior: CalibrationModel,
  priorWeight = 20,
): CalibrationModel {
  const weighed = [
    ...samples.filter(({ belief }) => belief >= 0 && belief <= 1).map(fromSample),
    ...grid.map((belief) => ({
      from: belief,
      to: belief,
      right: calibrate(belief, prior),
      weight: priorWeight,
    })),
  ].sort((a, b) => a.from - b.from);
  const points = pool(joinTies(weighed)).flatMap(({ from, to, right }) => {
    const share = round(clip(right));
    const [first, last] = [round(from), round(to)];
    return first === last
      ? [[first, share] as const]
      : [[first, share] as const, [last, share] as const];
  });
  return { points };
}

/** Denser where the bands are decided. */
const grid = [
  0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99,
  0.995, 0.998, 1,
];
/** Nothing is certain, whatever few samples say. */
const surest = 0.998;

/** Decisions of neighbouring beliefs that are right equally often, as far as can be told. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly right: number;
  readonly weight: number;
}

function fromSample({ belief, right }: Judged): Block {
  return { from: belief, to: belief, right: right ? 1 : 0, weight: 1 };
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
