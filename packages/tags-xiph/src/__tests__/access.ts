import { codecHarness } from '@earmark/testkit';
import { xiphCodec } from '../codec.ts';

export { applied, fileOf } from '@earmark/testkit';

export const { read: readBytes, write: written, soundOf, keptBy } = codecHarness(xiphCodec());
