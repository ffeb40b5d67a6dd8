import {
  type CalibrationSample,
  calibrate,
  fieldNames,
  fitModel,
  type Judged,
  type Reliability,
  reliability,
  type SharedStore,
  shippedModel,
} from '@earmark/core';
import type { Output } from '../output/output.ts';
import { percent } from '../output/percent.ts';
import { bold, dim } from '../output/style.ts';

export interface FieldCalibration {
  readonly field: string;
  readonly samples: number;
  /** Promised by a model that had not seen the decision it is tried on. */
  readonly learned: Reliability;
  /** Promised by the model that was shipped. */
  readonly shipped: Reliability;
}

const parts = 5;
/** Below this chance says more than the curve. */
const fewest = 30;

/** How far confidence can be believed here: what people of this installation answered, field by field. */
export async function calibrationOf(shared: SharedStore): Promise<readonly FieldCalibration[]> {
  const found: FieldCalibration[] = [];
  for (const field of fieldNames) {
    const samples = await shared.samples(field);
    if (samples.length === 0) continue;
    const prior = shippedModel(field);
    found.push({
      field,
      samples: samples.length,
      learned: reliability(unseen(samples, field)),
      shipped: reliability(
        samples.map(({ belief, right }) => ({ belief: calibrate(belief, prior), right })),
      ),
    });
  }
  return found;
}

/** Each fifth is judged by what the other four teach. */
function unseen(samples: readonly CalibrationSample[], field: string): readonly Judged[] {
  const prior = shippedModel(field);
  return Array.from({ length: parts }, (_, part) => {
    const model = fitModel(
      samples.filter((_, index) => index % parts !== part),
      prior,
    );
    return samples
      .filter((_, index) => index % parts === part)
      .map(({ belief, right }) => ({ belief: calibrate(belief, model), right }));
  }).flat();
}

export function sayCalibration(fields: readonly FieldCalibration[], out: Output): void {
  out.data({ event: 'calibration', fields });
  if (fields.length === 0) out.say(dim('\nno reviews answered yet: confidence is as shipped'));
  for (const { field, samples, learned, shipped } of fields) {
    out.say(`\n${bold(`confidence in ${field}`)}  ${samples} answers of people`);
    if (samples < fewest) out.say(dim(`fewer than ${fewest}: too few for this curve to mean much`));
    out.say(
      dim(
        `${'promised'.padStart(10)}  ${'right (│ marks what was promised)'.padEnd(width + 8)} answers`,
      ),
    );
    for (const { confidence, right, count } of learned.bins)
      out.say(
        `${percent(confidence).padStart(10)}  ${curve(right, confidence)} ${percent(right).padStart(5)}  ${String(count).padStart(7)}`,
      );
    const points = (error: number) => `${(error * 100).toFixed(1)} points`;
    out.say(
      dim(
        `off by ${points(learned.error)} on average, on answers that it had not learned from; as shipped by ${points(shipped.error)}`,
      ),
    );
  }
}

const width = 30;

function curve(right: number, promised: number): string {
  const full = Math.round(right * width);
  const mark = Math.min(width - 1, Math.round(promised * width));
  return Array.from({ length: width }, (_, at) => (at === mark ? '│' : at < full ? '█' : '░')).join(
    '',
  );
}
