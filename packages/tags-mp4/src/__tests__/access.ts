import { codecHarness } from '@earmark/testkit';
import { mp4Codec } from '../codec.ts';

export { applied, fileOf } from '@earmark/testkit';

export const { read: readBytes, write: written, soundOf, keptBy } = codecHarness(mp4Codec());
