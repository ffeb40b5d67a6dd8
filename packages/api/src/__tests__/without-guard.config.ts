import { mergeConfig, type Plugin } from 'vitest/config';
import usual from '../../../../vitest.config.ts';
import { guards } from './guards.ts';

const { without = [] } = guards[Number(process.env.EARMARK_WITHOUT_GUARD)] ?? {};

/** The sources are as they are on the disk, but for one guard. */
const taken: Plugin = {
  name: 'without-guard',
  enforce: 'pre',
  transform(code, id) {
    const own = without.filter((patch) => id.endsWith(`/${patch.in}`));
    if (own.length === 0) return undefined;
    return own.reduce((text, { take, give }) => text.replace(take, () => give), code);
  },
};

export default mergeConfig(usual, {
  plugins: [taken],
  // What was transformed for another guard is not taken from the disk.
  test: { testTimeout: 15_000, typecheck: { enabled: false }, fsModuleCache: false },
});
