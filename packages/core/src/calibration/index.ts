export { type BandLimits, bandOf, defaultBands } from './bands.ts';
export { fitIsotonic, fitModel, type Judged } from './fit.ts';
export { type CalibrationModel, calibrate } from './model.ts';
export { type Reliability, type ReliabilityBin, reliability } from './reliability.ts';
export { isMeasured, shippedModel } from './shipped.ts';
