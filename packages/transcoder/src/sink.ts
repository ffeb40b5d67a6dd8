import { EarmarkError, type Finding, type PluginContext, type Sink } from '@earmark/core';
import { applyMedia } from './applying.ts';
import { createBalance } from './ffmpeg/balance.ts';
import { findings } from './ffmpeg/findings.ts';
import { begun } from './files/begun.ts';
import { fingerprintOf, originalAt } from './files/identity.ts';
import { createOpenFolders } from './files/open-folders.ts';
import { placeOf } from './files/places.ts';
import { settingsOf, type TranscodeSinkOptions } from './options.ts';
import { planDataOf } from './plan-data.ts';
import { planMedia, profileNamed } from './planning.ts';
import { profilesOf } from './profiles/validate.ts';
import { revertMedia } from './reverting.ts';

/** Media files become what a profile says, by ffmpeg; an original is replaced only by a result that was verified. */
export function createTranscodeSink(options: TranscodeSinkOptions = {}): Sink {
  const settings = settingsOf(options);
  const profiles = profilesOf(options.profiles ?? []);
  const folders = createOpenFolders();
  const balance = createBalance();

  return {
    spec: 1,
    kind: 'sink',
    name: 'transcode',
    check: (ctx): Promise<readonly Finding[]> => findings(settings.tools, ctx),
    recover: (ctx) => folders.recover(ctx),
    plan: (change, ctx) => planMedia(change, profiles, settings.tools, ctx),
    async apply(plan, ctx) {
      const { change } = plan;
      if (change.kind !== 'media')
        throw new EarmarkError(
          'unsupported',
          `${change.target} is not changed as ${change.kind} here`,
        );
      const profile = profileNamed(profiles, change.profile);
      if (!planDataOf(plan)) return applyMedia(plan, profile, { settings, balance }, ctx);
      await folders.enter(change.target, ctx);
      const receipt = await applyMedia(plan, profile, { settings, balance }, ctx);
      await folders.enter(change.target, ctx);
      return receipt;
    },
    async inspect(plan, ctx: PluginContext) {
      if (!planDataOf(plan)) return 'after';
      const { folder, path } = await placeOf(plan.change.target, ctx.roots);
      // Core asks under the lease.
      const progress = (await begun(folder, plan.id, ctx.clock.now()))?.progress;
      if (progress === 'after' || progress === 'half') return 'after';
      const now = await originalAt(path);
      return now && fingerprintOf(now) === plan.fingerprint ? 'before' : 'other';
    },
    revert: revertMedia,
  };
}
